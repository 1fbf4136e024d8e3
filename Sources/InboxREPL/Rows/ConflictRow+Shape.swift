package import Inbox
import SkeinCRDT

extension RowShape where Row == ConflictRow {
    package static let conflicts = RowShape([
        .shown(
            "chat", ru: "чат", en: "chat", json: { row, _ in .optional(row.chat?.id) },
            cell: { row, _ in .init(row.chat?.short ?? Printable.neutralise(row.subject), .bold) }),
        .shown(
            "field", ru: "поле", en: "field", json: { row, _ in .text(row.field) },
            cell: { row, look in .init(FieldWord.shown(row.field, look.language)) }),
        .shown(
            "values", ru: "значения", en: "values", importance: 2,
            json: { row, look in .array(row.candidates.map { json($0, look) }) },
            cell: { row, look in
                .init(
                    row.candidates.map { candidate($0, row.field, look) }
                        .joined(separator: " / "), .warning)
            }),
        .shown(
            "rule", ru: "показано, потому что", en: "shown because", importance: 1,
            json: { row, _ in .text(row.rule.rawValue) },
            cell: { row, look in .init(Catalogue.text(reason(row.rule), [], look.language)) }),
        .hidden("subject") { row, _ in .optional(row.subject) },
    ])

    private static func json(_ candidate: ConflictRow.Candidate, _ look: Look) -> JSON {
        .object([
            JSONMember("value", .optional(candidate.value)),
            JSONMember("author", .optional(candidate.author?.login)),
            JSONMember("time", .text(look.time.machine(candidate.time))),
            JSONMember("shown", .bool(candidate.isShown)),
        ])
    }

    private static func candidate(
        _ candidate: ConflictRow.Candidate, _ field: String, _ look: Look
    ) -> String {
        let value = FieldWord.value(candidate.value, of: field, look.language)
        let author = candidate.author.map { " @\(Printable.neutralise($0.login))" } ?? ""
        return "\(candidate.isShown ? "›" : "")\(value)\(author) \(look.time.short(candidate.time))"
    }

    private static func reason(_ rule: ConflictRow.Rule) -> Message {
        switch rule {
        case .attention: .ruleAttention
        case .earliestPerson: .ruleEarliestPerson
        case .earliest: .ruleEarliest
        case .latest: .ruleLatest
        }
    }
}
