import SkeinCRDT
import SkeinWire
import Testing

@testable import Inbox

/// Which chats a line finds, over one small inbox.
@Suite struct ChatQueryTests {
    private let team: Team

    init() throws {
        team = try Team()
        let anna = team.anna
        _ = try anna.desk.introduce(login: "anna", name: "Анна")
        _ = try team.petr.desk.introduce(login: "petr", name: nil)
        _ = try anna.desk.addSource(.wildberries, account: "77", name: "wb-main")
        _ = try anna.desk.addSource(.telegram, account: "5", name: "tg-shop")
        // b1: unanswered, ё in the text; b2: answered, tagged, noted; b3: Telegram, closed.
        try anna.open("b1", buyer: "Алёна", order: "W-100")
        try anna.receive("Товар не пришёл!", in: "b1", id: "1", sent: -60 * 26)
        try anna.receive("ГДЕ мой ЗАКАЗ?", in: "b1", id: "2", sent: -60)
        let second = try anna.open("b2", buyer: "Олег", order: "W-200")
        try anna.receive("Размер 44-й мал", in: "b2", id: "3", sent: -30)
        try anna.receive("Обменяем", in: "b2", from: .seller, id: "4", sent: -20)
        let third = try anna.open("b3", market: .telegram, account: "5", buyer: "田中")
        try anna.receive(
            "Доставка быстрая, спасибо", in: "b3", id: "5", sent: -10, market: .telegram,
            account: "5")
        _ = try anna.desk.tag(second, add: ["VIP", "важный клиент"])
        _ = try anna.desk.note(second, "звонил насчёт обмена")
        _ = try anna.desk.take(second)
        _ = try anna.desk.setStatus(third, .closed)
        try team.synchronise()
        _ = try team.petr.desk.assign(third, to: team.petr.desk.person("petr"))
        try team.synchronise()
    }

    /// The conversations of the chats found, by order of id.
    private func found(_ line: String) throws -> String {
        let names = try team.anna.desk.list(line, sort: ChatSort(.id)).rows.map { row in
            ["Алёна": "b1", "Олег": "b2", "田中": "b3"][row.buyer ?? ""] ?? "?"
        }
        return names.sorted().joined(separator: " ")
    }

    @Test(arguments: [
        ("", "b1 b2 b3"), ("market:wb", "b1 b2"), ("market:телеграм", "b3"),
        ("market:wb,tg", "b1 b2 b3"), ("source:wb-main", "b1 b2"), ("source:TG", "b3"),
        ("status:new", "b1"), ("статус:работа", "b2"), ("status:закрыт,новый", "b1 b3"),
        ("-status:closed", "b1 b2"), ("assignee:me", "b2"), ("кто:я", "b2"), ("to:@petr", "b3"),
        ("assignee:petr,none", "b1 b3"), ("assignee:никто", "b1"), ("-assignee:any", "b1"),
        ("-assignee:petr", "b1 b2"), ("tag:vip", "b2"), ("tag:\"Важный клиент\"", "b2"),
        ("tag:none", "b1 b3"), ("tag:any", "b2"),
        ("tag:\"none\"", ""), ("tag:\"any\"", ""), ("-tag:VIP", "b1 b3"), ("tag:другой", ""),
        ("is:unanswered", "b1"), ("is:mine", "b2"), ("is:unread", "b1 b2 b3"),
        ("is:reopened", ""), ("has:note", "b2"), ("has:tag", "b2"), ("has:conflict", ""),
        ("NOT has:note", "b1 b3"),
    ])
    func fieldsChooseChats(_ line: String, _ expected: String) throws {
        #expect(try found(line) == expected)
    }

    @Test(
        arguments: [
            ("пришел", "b1"), ("ПРИШЁЛ", "b1"), ("не пришёл", "b1"), ("заказ товар", "b1"),
            ("прише", ""), ("прише*", "b1"), ("ПРИШЁ*", "b1"), ("\"не пришел\"", "b1"),
            ("\"пришел не\"", ""), ("\"мой заказ\"", "b1"), ("\"не прише\"", ""),
            ("44-й", "b2"), ("44 й", "b2"), ("44", "b2"), ("алена", "b1"), ("w-100", "b1"),
            ("田中", "b3"), ("обмена", ""), ("note:обмена", "b2"), ("note:НАСЧЕТ", "b2"),
            ("text:алена", ""), ("buyer:Алена", "b1"), ("buyer:ал*", "b1"), ("order:w-200", "b2"),
            ("text:\"быстрая спасибо\"", "b3"), ("заказ OR обменяем", "b1 b2"), ("-заказ", "b2 b3"),
            ("(заказ | спасибо) -market:tg", "b1"), ("text:обменяем,спасибо", "b2 b3"),
            ("'\"; DROP TABLE chat'", ""), ("a\"b", nil), ("AND*", ""), ("NEAR", ""),
            ("text:^x", ""),
            ("!!!", nil), ("текст:\"?\"", nil),
        ] as [(String, String?)])
    func wordsAreFoundWhateverTheirCaseAndTheirYo(_ line: String, _ expected: String?) throws {
        guard let expected else {
            #expect(throws: InboxError.self) { try found(line) }
            return
        }
        #expect(try found(line) == expected)
    }

    @Test(arguments: [
        ("created:вчера", "b1"), ("created:сегодня", "b2 b3"), ("created:..вчера", "b1"),
        ("created:вчера..сегодня", "b1 b2 b3"), ("created:2026-03-03..", "b1 b2 b3"),
        ("created:>вчера", "b2 b3"), ("created:>=вчера", "b1 b2 b3"), ("created:<вчера", ""),
        ("created:<=03.03.2026", "b1"), ("created:2h", "b2 b3"), ("created:<2h", "b1"),
        ("created:>15m", "b3"), ("created:27h..25h", "b1"), ("-created:вчера", "b2 b3"),
        ("created:пн,вчера", "b1"), ("updated:сегодня", "b1 b2 b3"), ("updated:>15m", "b3"),
        ("waiting:1h", "b1"), ("waiting:>1d", "b1"), ("waiting:<1d", ""), ("-waiting:>1d", "b2 b3"),
        ("waiting:>26h", ""), ("waiting:>=26h", "b1"), ("waiting:<26h", ""),
        ("waiting:<=26h", "b1"),
    ])
    func timesAreWholePeriods(_ line: String, _ expected: String) throws {
        #expect(try found(line) == expected)
    }

    @Test(arguments: [
        ("status:нвоый", "status", 8, 5, "новый"), ("market:oz0n", "market", 8, 4, "ozon"),
        ("a assignee:@pter", "assignee", 12, 5, "@petr"), ("is:unred", "is", 4, 5, "unread"),
        ("source:wb-mian", "source", 8, 7, "wb-main"),
        ("tag:x sort:updatd", "sort", 12, 6, "updated"),
    ])
    func unknownValuesAreNamedWithTheNearest(
        _ line: String, _ field: String, _ column: Int, _ length: Int, _ suggestion: String
    ) {
        #expect {
            try found(line)
        } throws: { error in
            guard case .query(let error) = error as? InboxError,
                case .unknownValue(field, _, suggestion) = error.problem
            else { return false }
            return error.column == column && error.length == length && !error.expected.isEmpty
        }
    }

    @Test(arguments: [
        ("has:image", QueryError.Problem.notAvailableYet(field: "has:image"), 5),
        ("text:~abc", .notAvailableYet(field: "text:~"), 1),
        ("sort:topic", .notAvailableYet(field: "sort:topic"), 6),
        ("status:<new", .comparison(field: "status", ":<"), 1),
        ("created:завтрак", .date("завтрак"), 9),
        ("created:вчера..x", .date("x"), 16),
        ("created:..", .date(".."), 9),
        ("waiting:вчера", .duration("вчера"), 9),
        ("limit:0", .number("0"), 7),
        ("limit:many", .number("many"), 7),
        ("a OR sort:id", .unexpected("sort"), 6),
        ("-limit:5", .unexpected("limit"), 2),
        ("(a sort:id) b", .unexpected("sort"), 4),
    ])
    func whatCannotBeAskedIsSaid(
        _ line: String, _ problem: QueryError.Problem, _ column: Int
    ) {
        #expect {
            try found(line)
        } throws: { error in
            guard case .query(let error) = error as? InboxError else { return false }
            #expect(error.problem == problem)
            return error.column == column
        }
    }

    @Test func everyFieldOfTheLanguageIsAnsweredOrSaidToBeMissing() {
        let table = [
            "market", "source", "status", "state", "assignee", "to", "tag", "topic", "buyer",
            "order", "sku", "id", "text", "note", "draft", "from", "is", "has", "created",
            "updated", "replied", "closed", "at", "waiting", "due", "age", "by", "did", "msgs",
            "view", "sort", "limit", "cols",
        ]
        for field in table {
            #expect(QueryField.named(field) != nil || QueryField.later.contains(field), "\(field)")
        }
    }

    @Test func anIDIsFoundByItsPrefix() throws {
        let row = try #require(try team.anna.desk.list("tag:vip").rows.first)
        #expect(try found("id:\(row.short)") == "b2")
        #expect(try found("id:\(row.id.uppercased())") == "b2")
        #expect(try found("-id:\(row.id)") == "b1 b3")
    }

    @Test func aPrefixFitsWhateverCharacterFollowsIt() throws {
        let names = (0..<2000).map { "z-\($0)" }
        let name = try #require(
            names.first { name in
                let chat = InboxID.chat(.wildberries, account: "77", conversation: name)
                return Array(ShortID.text(of: chat))[4] == "z"
            })
        let chat = try team.anna.open(name)
        let prefix = String(ShortID.text(of: chat).prefix(4))
        #expect(try team.anna.desk.list("id:\(prefix)").rows.map(\.entity).contains(chat))
        #expect(try team.anna.desk.resolve(prefix) == chat)
    }

    @Test func aSourceIsFoundByFourCharactersOfItsIDAndNotByFewer() throws {
        let id = try team.anna.desk.source("tg-shop").id
        #expect(try found("source:\(id.prefix(4))") == "b3")
        #expect(throws: InboxError.self) { try found("source:\(id.prefix(3))") }
    }

    @Test func theSameSingleValuedFieldTwiceWarns() throws {
        let list = try team.anna.desk.list("status:new tag:x status:work")
        #expect(list.warnings == [.neverBoth(field: "status", instead: "status:new,work")])
        #expect(list.rows.isEmpty)
        for line in [
            "status:new,work status:work", "status:new OR status:work", "tag:a tag:b",
            "status:new статус:новый", "assignee:any assignee:petr", "status:new -status:work",
        ] {
            #expect(try team.anna.desk.list(line).warnings.isEmpty, "\(line)")
        }
    }

    @Test(arguments: [
        ("sort:waiting", "b1 b3 b2"), ("sort:-created", "b3 b2 b1"), ("sort:created", "b1 b2 b3"),
        ("sort:-updated", "b3 b2 b1"), ("sort:status", "b2 b1 b3"), ("sort:source", "b3 b1 b2"),
        ("sort:buyer", "b1 b2 b3"), ("sort:-created limit:2", "b3 b2"), ("limit:1", "b1"),
    ])
    func sortAndLimitStandBesideTheTerms(_ line: String, _ expected: String) throws {
        let list = try team.anna.desk.list(line, sort: ChatSort(.waiting), limit: 3)
        let names = list.rows.map { row in
            ["Алёна": "b1", "Олег": "b2", "田中": "b3"][row.buyer ?? ""] ?? "?"
        }
        if line == "sort:source" {
            // Both chats of one source are in the order of their ids.
            #expect(names.first == "b3")
        } else {
            #expect(names.joined(separator: " ") == expected)
        }
        #expect(list.total == 3)
    }
}
