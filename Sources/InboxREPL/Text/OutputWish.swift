/// Which form is wanted instead of words for people, and which fields.
package struct OutputWish: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        case json
        /// One object a line.
        case jsonLines
        /// Commas and quotes by RFC 4180, under a line of keys.
        case csv
        /// Tabs, under a line of keys.
        case tsv
        /// The table for people, whole and without colour.
        case plain
        /// One line a row: `{id}\t{buyer}`.
        case template(String)
    }

    package var form: Form
    /// Nil: all fields.
    package var fields: [String]?

    package init(_ form: Form, fields text: String? = nil) {
        self.form = form
        self.fields = text.map { $0.split(separator: ",").map(String.init) }
    }

    /// `--json=?`: the fields themselves are asked for.
    package var asksForFields: Bool { fields == ["?"] }

    /// The flags by which it is said, as every command takes them.
    package static let flags: [Flag] = [
        Flag(
            "json", .optionalValue("FIELDS"), ru: "JSON; =? перечисляет поля",
            en: "JSON; =? lists the fields"),
        Flag(
            "jsonl", .optionalValue("FIELDS"), ru: "JSON, по объекту в строке",
            en: "JSON, one object a line"),
        Flag("csv", .optionalValue("FIELDS"), ru: "таблица через запятую", en: "comma-separated"),
        Flag("tsv", .optionalValue("FIELDS"), ru: "таблица через Tab", en: "tab-separated"),
        Flag("plain", ru: "таблица целиком, без цвета", en: "the whole table, without colour"),
        Flag(
            "template", .value("TEXT"), ru: "строка на запись: \"{id}\\t{status}\"",
            en: "a line a row: \"{id}\\t{status}\""),
    ]

    /// The wish that a flag of that name makes; nil where it is no such flag.
    package init?(flag: String, value: String?) {
        switch flag {
        case "json": self.init(.json, fields: value)
        case "jsonl": self.init(.jsonLines, fields: value)
        case "csv": self.init(.csv, fields: value)
        case "tsv": self.init(.tsv, fields: value)
        case "plain": self.init(.plain)
        case "template": self.init(.template(value ?? ""))
        default: return nil
        }
    }
}
