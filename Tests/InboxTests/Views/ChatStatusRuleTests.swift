import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

/// Rule 17: a chat is closed only for one who has seen every message of the buyer.
@Suite struct ChatStatusRuleTests {
    private let team: Team
    private let chat: EntityID

    init() throws {
        team = try Team(roles: [.operator, .sender])
        chat = try team.anna.open("c1")
        try team.anna.receive("Здравствуйте", in: "c1", id: "1")
        try team.synchronise()
    }

    private func status(_ colleague: Colleague) throws -> String {
        let row = try colleague.desk.peek(chat).chat
        return row.status.rawValue + (row.isReopened ? " reopened" : "")
    }

    /// What all see once everybody knows everything.
    private func agreed() throws -> String {
        try team.synchronise()
        let all = Set(try team.colleagues.map(status))
        #expect(all.count == 1)
        return all.sorted().joined(separator: " | ")
    }

    @Test func aChatThatNobodyTouchedIsNew() throws {
        #expect(try agreed() == "new")
    }

    @Test func closingAfterReadingCloses() throws {
        _ = try team.petr.desk.setStatus(chat, .closed)
        #expect(try status(team.petr) == "closed")
        #expect(try agreed() == "closed")
        #expect(try team.anna.desk.peek(chat).chat.waitingSince == nil)
    }

    @Test func aLaterMessageReopens() throws {
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.synchronise()
        try team.anna.receive("И ещё вопрос", in: "c1", id: "2", sent: 5)
        #expect(try agreed() == "new reopened")
        #expect(try team.anna.desk.list("is:reopened").total == 1)
        #expect(try team.anna.desk.peek(chat).chat.waitingSince == Team.noon)
    }

    @Test func aMessageThatTheCloserHadNotSeenReopensThoughItIsOlder() throws {
        try team.anna.receive("Ранее", in: "c1", id: "0", sent: -60)
        _ = try team.petr.desk.setStatus(chat, .closed)
        #expect(try status(team.petr) == "closed")
        #expect(try agreed() == "new reopened")
    }

    @Test func somebodyResponsibleMakesItWorkInstead() throws {
        _ = try team.petr.desk.take(chat)
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.synchronise()
        try team.anna.receive("Ау", in: "c1", id: "2", sent: 5)
        #expect(try agreed() == "work reopened")
    }

    @Test func itIsTheMessageThatCountsNotWhoRecordedIt() throws {
        // Both read the same message from the platform; Petr closes having seen his own copy.
        try team.anna.receive("Новое", in: "c1", id: "2", sent: 5)
        try team.petr.receive("Новое", in: "c1", id: "2", sent: 5)
        _ = try team.petr.desk.setStatus(chat, .closed)
        #expect(try agreed() == "closed")
    }

    @Test func aMessageOfTheSellerOrThePlatformReopensNothing() throws {
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.anna.receive("Ответ из кабинета", in: "c1", from: .seller, id: "2", sent: 5)
        try team.anna.receive("Чат в архиве", in: "c1", from: .platform, id: "3", sent: 6)
        #expect(try agreed() == "closed")
    }

    @Test func oneCloserWhoSawEverythingIsEnough() throws {
        try team.anna.receive("Новое", in: "c1", id: "2", sent: 5)
        _ = try team.petr.desk.setStatus(chat, .closed)
        _ = try team.anna.desk.setStatus(chat, .closed)
        #expect(try agreed() == "closed")
        #expect(try team.anna.desk.conflicts().isEmpty)
    }

    @Test func anotherStatusSetApartKeepsItOpen() throws {
        _ = try team.petr.desk.setStatus(chat, .closed)
        _ = try team.anna.desk.setStatus(chat, .question)
        #expect(try agreed() == "question")
        #expect(try team.petr.desk.list("has:conflict").total == 1)
    }

    @Test func closingAgainAfterReadingTheNewMessageCloses() throws {
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.synchronise()
        try team.anna.receive("Ау", in: "c1", id: "2", sent: 5)
        try team.synchronise()
        let outcome = try team.petr.desk.setStatus(chat, .closed)
        #expect(!outcome.isAlready)
        #expect(try agreed() == "closed")
    }

    @Test func anUnsentMessageReopensHereBeforeAnybodyElseKnows() throws {
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.synchronise()
        try team.anna.receive("Ау", in: "c1", id: "2", sent: 5)
        #expect(try status(team.anna) == "new reopened")
        #expect(try status(team.petr) == "closed")
    }

    @Test func aStatusThatALaterBuildKnowsKeepsItOpenToo() throws {
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.anna.record([.write(chat, field: Field.chatStatus, .text("waiting-for-stock"))])
        #expect(try agreed() == "new reopened")
    }

    @Test func aNoticeOfThePlatformIsNoAnswer() throws {
        try team.anna.receive("Чат под надзором", in: "c1", from: .platform, id: "2", sent: 5)
        #expect(try team.anna.desk.peek(chat).chat.waitingSince == Team.noon)
    }
}
