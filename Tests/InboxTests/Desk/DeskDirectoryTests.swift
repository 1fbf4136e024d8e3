import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite struct DeskDirectoryTests {
    private let team: Team

    init() throws { team = try Team(roles: [.operator, .operator]) }

    @Test func everybodyIsNamedEvenBeforeTheySayHow() throws {
        _ = try team.anna.desk.introduce(login: "@anna", name: " Анна ")
        try team.synchronise()
        let persons = try team.petr.desk.persons()
        #expect(persons.map(\.login) == ["anna", "p1", "p2"])
        #expect(persons.map(\.name) == ["Анна", nil, nil])
        #expect(persons.map(\.isMe) == [false, true, false])
        #expect(try team.petr.desk.me().login == "p1")
    }

    @Test func equalLoginsAreToldApart() throws {
        _ = try team.anna.desk.introduce(login: "anna", name: nil)
        _ = try team.petr.desk.introduce(login: "Anna", name: nil)
        try team.synchronise()
        #expect(try team.anna.desk.persons().map(\.login) == ["anna", "Anna-1", "p2"])
        #expect(try team.anna.desk.person("@anna-1")?.number == 1)
    }

    @Test func introducingOneselfAgainWritesNothing() throws {
        _ = try team.anna.desk.introduce(login: "anna", name: "Анна")
        let before = try team.anna.store.unsentCount
        _ = try team.anna.desk.introduce(login: "anna", name: "Анна")
        #expect(try team.anna.store.unsentCount == before)
    }

    @Test(arguments: ["", "a b", "me", "я", "none", "any", "a,b", "-a", "a\u{202E}b"])
    func aLoginThatAQueryCouldNotNameIsRefused(_ login: String) {
        #expect(throws: InboxError.invalidName(login)) {
            try team.anna.desk.introduce(login: login, name: nil)
        }
    }

    @Test func peopleAreNamedInManyWays() throws {
        _ = try team.anna.desk.introduce(login: "anna", name: nil)
        let desk = team.anna.desk
        for word in ["@anna", "Anna", "me", "Я", "@me"] {
            #expect(try desk.person(word)?.number == 0, "\(word)")
        }
        for word in ["none", "никто"] { #expect(try desk.person(word) == nil) }
        #expect(throws: InboxError.noSuchPerson("@ana", suggestion: "anna")) {
            try desk.person("@ana")
        }
    }

    @Test func aSourceIsAddedOnceAndNamedOnce() throws {
        let desk = team.anna.desk
        let source = try desk.addSource(
            .wildberries, account: "77", name: "wb-main", url: "http://localhost")
        #expect(source.entity == InboxID.source(.wildberries, account: "77"))
        #expect(source.url == "http://localhost")
        #expect(throws: InboxError.sourceExists(source)) {
            try desk.addSource(.wildberries, account: "77", name: "other")
        }
        #expect(throws: InboxError.sourceExists(source)) {
            try desk.addSource(.telegram, account: "5", name: "WB-Main")
        }
        for name in ["", "a b", "wb", "-x"] {
            #expect(throws: InboxError.invalidName(name)) {
                try desk.addSource(.telegram, account: "5", name: name)
            }
        }
        try team.anna.open("c1")
        try team.synchronise()
        #expect(try team.petr.desk.sources().map(\.chatCount) == [1])
        #expect(try team.petr.desk.source("WB-MAIN") == team.petr.desk.source(source.id))
        #expect(throws: InboxError.noSuchSource("wb-mian", suggestion: "wb-main")) {
            try team.petr.desk.source("wb-mian")
        }
    }

    @Test func twoNamesForOneSourceAreAConflictAndTheSameNameTwiceIsNone() throws {
        let source = try team.anna.desk.addSource(.wildberries, account: "77", name: "wb-main")
        _ = try team.petr.desk.addSource(.wildberries, account: "77", name: "wb-main")
        try team.synchronise()
        #expect(try team.anna.desk.conflicts().isEmpty)
        _ = try team.anna.desk.renameSource(source.entity, to: "a")
        team.now = team.now + .seconds(1)
        _ = try team.petr.desk.renameSource(source.entity, to: "b")
        try team.synchronise()
        let conflict = try #require(try team.anna.desk.conflicts().first)
        #expect(conflict.chat == nil)
        #expect(conflict.subject == "b")
        #expect(conflict.field == "name")
        #expect(conflict.candidates.map(\.value) == ["a", "b"])
        #expect(conflict.rule == .latest)
    }
}
