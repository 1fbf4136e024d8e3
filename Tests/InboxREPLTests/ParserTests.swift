import InboxREPL
import Testing

struct ParserTests {
    private let parser = Parser(table: .standard())

    private func one(_ line: String) throws -> Invocation {
        try #require(try parser.parse(line: line).first)
    }

    @Test(arguments: [
        ("list", "список"), ("next", "дальше"), ("show", "открыть"), ("log", "история"),
        ("take", "взять"), ("assign", "назначить"), ("status", "статус"), ("close", "закрыть"),
        ("question", "вопрос"), ("reply", "ответ"), ("note", "заметка"), ("outbox", "исходящие"),
        ("source", "источник"), ("question", "q?"), ("close", "c"), ("list", "ls"), ("list", "l"),
        ("next", "n"), ("show", "s"), ("take", "t"), ("assign", "a"), ("reply", "r"),
        ("close", "ЗАКРЫТЬ"),
    ])
    func everyNameOfACommandFindsIt(name: String, alias: String) throws {
        #expect(try one(alias).command.name == name)
    }

    @Test func everyCommandHasARussianName() {
        for command in CommandTable.standard().commands {
            #expect(!command.russian.isEmpty, "\(command.name)")
        }
    }

    @Test(
        arguments: [
            ("дшые", "list"), ("lits", "list"), ("ыефегы", "status"), ("зфкуул", nil),
        ] as [(String, String?)])
    func anUnknownCommandIsMetWithTheNearestOne(typed: String, meant: String?) throws {
        #expect {
            _ = try parser.parse(line: typed)
        } throws: { error in
            guard let complaint = error as? Complaint else { return false }
            let hint = meant.map { [MessageArgument.text($0)] } ?? []
            return complaint.exit == .usage && complaint.message == .unknownCommand
                && complaint.remedyArguments == hint
        }
    }

    @Test func flagsMayStandAnywhereAndTakeValuesInThreeForms() throws {
        for line in ["list -N 5 a", "list a -N5", "list --limit 5 a", "list --limit=5 a"] {
            let invocation = try one(line)
            #expect(try invocation.number("limit") == 5)
            #expect(invocation.query == "a")
        }
    }

    @Test func negativeTermsOfAQueryAreNoFlags() throws {
        let invocation = try one("list -assignee:any -спам --count")
        #expect(invocation.query == "-assignee:any -спам")
        #expect(invocation.has("count"))
    }

    @Test func aQueryKeepsItsQuotes() throws {
        #expect(try one(#"list source:wb "не пришёл""#).query == #"source:wb "не пришёл""#)
    }

    @Test func twoDashesEndTheFlags() throws {
        let invocation = try one("list -- --count")
        #expect(invocation.words.map(\.text) == ["--count"])
        #expect(!invocation.has("count"))
    }

    @Test func aQuotedWordIsNeverAFlag() throws {
        let invocation = try one(#"list "--count" '-N'"#)
        #expect(invocation.words.map(\.text) == ["--count", "-N"])
        #expect(!invocation.has("count") && !invocation.has("limit"))
    }

    @Test(arguments: ["0", "-1", "x", ""])
    func aNumberMustBePositive(number: String) throws {
        let invocation = try one("list --limit=\(number)")
        #expect(throws: Complaint.self) { try invocation.number("limit") }
    }

    @Test func anUnknownFlagIsMetWithTheNearestOne() {
        #expect {
            _ = try parser.parse(line: "list --cuont")
        } throws: { error in
            let complaint = error as? Complaint
            return complaint?.message == .unknownFlag && complaint?.exit == .usage
                && complaint?.remedyArguments == ["--count"]
                && complaint?.place == .at(column: 5, length: 7)
        }
    }

    @Test func aFlagWithoutItsValueIsRefused() {
        #expect(throws: Complaint.self) { try parser.parse(line: "list --limit") }
        #expect(throws: Complaint.self) { try parser.parse(line: "list --count=3") }
    }

    @Test func aReplyIsVerbatimUpToTheEndOfTheLine() throws {
        let invocation = try one(#"reply . Да;  "нет" # 50% -- ok"#)
        #expect(invocation.words.map(\.text) == ["."])
        #expect(invocation.text == #"Да;  "нет" # 50% -- ok"#)
    }

    @Test func flagsOfAReplyStandBeforeOrAfterItsText() throws {
        for line in [
            "reply --close . Спасибо!", "reply . --close Спасибо!", "reply . Спасибо! --close",
        ] {
            let invocation = try one(line)
            #expect(invocation.has("close"), "\(line)")
            #expect(invocation.text == "Спасибо!", "\(line)")
        }
        let invocation = try one("reply . Спасибо! --status question")
        #expect(invocation.value("status") == "question")
        #expect(invocation.text == "Спасибо!")
    }

    @Test func dashesInsideAReplyAreText() throws {
        #expect(try one("reply . цена --close ниже").text == "цена --close ниже")
        #expect(try one("reply . доставка --быстро").text == "доставка --быстро")
        #expect(try one("reply . -- текст --close").text == "текст --close")
    }

    @Test func anIDInFrontOfAReplyIsKeptBothWays() throws {
        let invocation = try one("reply back soon")
        #expect(invocation.words.map(\.text) == ["back"])
        #expect(invocation.text == "soon")
        #expect(invocation.textWithTarget == "back soon")
        #expect(try one("reply привет всем").words.isEmpty)
    }

    @Test func argumentsOfTheOperatingSystemsShellAreNotSplitAgain() throws {
        let reply = try #require(
            try parser.parse(arguments: ["reply", "7k2f", "a; b # c", "--close"]))
        #expect(reply.text == "a; b # c")
        #expect(reply.has("close"))
        let list = try #require(try parser.parse(arguments: ["list", "не пришёл", "--json"]))
        #expect(list.query == "не пришёл")
        #expect(list.has("json"))
    }

    @Test(arguments: ["%1", "%2-4", "%1,3,5-7", "%*", ".", "-", "7k2f", "m4qz"])
    func theseWordsAreTargets(word: String) {
        #expect(TargetSyntax.isTargetLike(Token(argument: word)))
    }

    @Test(arguments: ["%", "%0", "%a", "%4-2", "%1-", "abc", "loud", "Привет", "7k-2f", ""])
    func theseWordsAreNoTargets(word: String) {
        #expect(!TargetSyntax.isTargetLike(Token(argument: word)))
    }
}
