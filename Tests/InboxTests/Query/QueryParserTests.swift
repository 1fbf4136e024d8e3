import Testing

@testable import Inbox

@Suite struct QueryParserTests {
    /// The tree in brackets, for comparison.
    private func tree(_ line: String) throws -> String { Self.text(try QueryParser.parse(line)) }

    private static func text(_ node: QueryNode) -> String {
        switch node {
        case .and(let nodes): "(and" + nodes.map { " " + text($0) }.joined() + ")"
        case .or(let nodes): "(or" + nodes.map { " " + text($0) }.joined() + ")"
        case .not(let node): "(not \(text(node)))"
        case .term(let term):
            term.field.rawValue + term.comparison.rawValue
                + term.values.map { $0.isQuoted ? "«\($0.text)»" : $0.text }.joined(separator: ",")
        case .text(let text):
            switch text.form {
            case .word: text.text
            case .prefix: text.text + "*"
            case .phrase: "«\(text.text)»"
            }
        }
    }

    @Test(
        arguments: [
            ("", "(and)"), ("   ", "(and)"),
            ("status:new", "status:new"),
            ("status:new,work tag:VIP", "(and status:new,work tag:VIP)"),
            ("a b OR c d", "(or (and a b) (and c d))"),
            ("a | b|c", "(or a b c)"),
            ("a AND b", "(and a b)"),
            ("a (b OR c)", "(and a (or b c))"),
            ("-a", "(not a)"), ("NOT a", "(not a)"), ("-tag:x", "(not tag:x)"),
            ("-(a b)", "(not (and a b))"), ("NOT NOT a", "(not (not a))"),
            ("не пришёл", "(and не пришёл)"), ("и или не", "(and и или не)"),
            ("or and not", "(and or and not)"), ("ORDER ANDy NOTe", "(and ORDER ANDy NOTe)"),
            ("\"не пришёл\"", "«не пришёл»"), ("«не пришёл»", "«не пришёл»"),
            ("„не пришёл“ x", "(and «не пришёл» x)"), ("'a b'", "«a b»"), ("don't", "don't"),
            ("\"a \\\" b\"", "«a \" b»"),
            ("достав*", "достав*"), ("*", "*"),
            ("12:30", "12:30"), ("https://wb.ru/a?b=1", "https://wb.ru/a?b=1"), (":)x", nil),
            ("кол-во - шт", "(and кол-во - шт)"),
            ("waiting:>1d", "waiting:>1d"), ("created:<=2026-03-01", "created:<=2026-03-01"),
            ("created:вчера..сегодня", "created:вчера..сегодня"),
            ("tag:\"важный клиент\",б", "tag:«важный клиент»,б"),
            ("status:=new", "status:=new"), ("text:~опечатка", "text:~опечатка"),
            ("статус:новый кто:я to:@petr", "(and status:новый assignee:я assignee:@petr)"),
            (
                "status:question waiting:>1d | tag:эскалация",
                "(or (and status:question waiting:>1d) tag:эскалация)"
            ),
            (
                "buyer:Анна created:вчера (брак OR \"не работает\")",
                "(and buyer:Анна created:вчера (or брак «не работает»))"
            ),
        ] as [(String, String?)])
    func linesAreReadByTheGrammar(_ line: String, _ expected: String?) throws {
        guard let expected else {
            #expect(throws: QueryError.self) { try tree(line) }
            return
        }
        #expect(try tree(line) == expected)
    }

    @Test(arguments: [
        ("staus:new", QueryError.Problem.unknownField("staus", suggestion: "status"), 1, 5),
        ("a b тип:1", .unknownField("тип", suggestion: nil), 5, 3),
        ("a age:<4h", .notAvailableYet(field: "age"), 3, 3),
        ("topic:утро", .notAvailableYet(field: "topic"), 1, 5),
        ("status:", .endOfLine, 8, 1),
        ("status: new", .unexpected(" "), 8, 1),
        ("status:new,", .endOfLine, 12, 1),
        ("(a OR", .endOfLine, 6, 1),
        ("(a", .endOfLine, 3, 1),
        ("a )", .unexpected(")"), 3, 1),
        ("()", .unexpected(")"), 2, 1),
        ("a OR OR b", .unexpected("OR"), 6, 2),
        ("AND a", .unexpected("AND"), 1, 3),
        ("a AND", .endOfLine, 6, 1),
        ("NOT", .endOfLine, 4, 1),
        ("a \"b", .openQuote, 3, 1),
        ("«b\"", .openQuote, 1, 1),
        ("tag:\"x", .openQuote, 5, 1),
    ])
    func mistakesAreNamedWithTheirPlace(
        _ line: String, _ problem: QueryError.Problem, _ column: Int, _ length: Int
    ) {
        #expect {
            try tree(line)
        } throws: { error in
            guard let error = error as? QueryError else { return false }
            #expect(error.problem == problem)
            return error.column == column && error.length == length
        }
    }

    @Test func columnsCountCharactersAsPeopleSeeThem() {
        // One combined letter and one joined emoji before the mistake.
        #expect {
            try tree("е\u{308} 👨‍👩‍👧 staus:new")
        } throws: { ($0 as? QueryError)?.column == 5 }
    }

    @Test func nestingAndLengthHaveBounds() throws {
        let deep = String(repeating: "(", count: 33) + "a" + String(repeating: ")", count: 33)
        #expect { try tree(deep) } throws: { ($0 as? QueryError)?.problem == .tooDeep }
        let long = [String](repeating: "a", count: 201).joined(separator: " ")
        #expect { try tree(long) } throws: { ($0 as? QueryError)?.problem == .tooDeep }
        _ = try tree(String(long.dropLast(2)))
    }
}
