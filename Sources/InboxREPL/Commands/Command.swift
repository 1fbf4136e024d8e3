/// One command of the language, as data: parser, help and completion read nothing else.
package struct Command: Sendable {
    /// How the words after the verb are read.
    package enum Style: Hashable, Sendable {
        /// Split into words and flags.
        case words
        /// `[target] text`, the text verbatim to the end of the line.
        case text
    }

    /// Under which heading `help` lists it.
    package enum Group: String, CaseIterable, Sendable {
        case look, work, repair, synchronise, program
    }

    package typealias Body =
        @Sendable (_ shell: isolated Shell, _ invocation: Invocation) async throws -> ExitCode

    package let name: String
    /// Russian names, the first one shown.
    package let russian: [String]
    package let short: [String]
    package let group: Group
    package let style: Style
    /// Without the name itself; one form a line.
    package let synopsis: [String]
    package let purpose: Bilingual
    package let details: Bilingual?
    /// Whole lines, three at most.
    package let examples: [String]
    package let flags: [Flag]
    package let body: Body

    package init(
        _ name: String, russian: [String], short: [String] = [], group: Group,
        style: Style = .words, synopsis: [String] = [""], purpose: Bilingual,
        details: Bilingual? = nil, examples: [String] = [], flags: [Flag] = [],
        body: @escaping Body
    ) {
        self.name = name
        self.russian = russian
        self.short = short
        self.group = group
        self.style = style
        self.synopsis = synopsis
        self.purpose = purpose
        self.details = details
        self.examples = examples
        self.flags = flags
        self.body = body
    }

    package var allNames: [String] { [name] + russian + short }

    /// What every command takes.
    package static let globalFlags: [Flag] = [
        Flag(
            "json", .optionalValue("FIELDS"), ru: "JSON; =? перечисляет поля",
            en: "JSON; =? lists the fields"),
        Flag("jsonl", ru: "JSON, по объекту в строке", en: "JSON, one object a line"),
        Flag("yes", short: "y", ru: "не переспрашивать", en: "answer every question with yes"),
        Flag("help", ru: "эта справка", en: "this text"),
    ]
}
