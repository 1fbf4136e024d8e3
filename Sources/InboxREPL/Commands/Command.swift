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
    /// What its words may be, in any order; `[.query]` alone: a query to the end of the line.
    package let operands: [Operand]
    /// Its forms, where its first word chooses one.
    package let forms: [SubcommandWord]
    /// It changes something that replicates: `--dry-run` tells what without doing it.
    package let changes: Bool
    /// Long output of it is shown screen by screen.
    package let pages: Bool
    /// Left out of lists and help: for programs, not for people.
    package let isHidden: Bool
    package let body: Body

    package init(
        _ name: String, russian: [String], short: [String] = [], group: Group,
        style: Style = .words, synopsis: [String] = [""], purpose: Bilingual,
        details: Bilingual? = nil, examples: [String] = [], flags: [Flag] = [],
        operands: [Operand] = [], forms: [SubcommandWord] = [], changes: Bool = false,
        pages: Bool = false,
        isHidden: Bool = false,
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
        self.flags = changes ? flags + [Self.dryRunFlag] : flags
        self.changes = changes
        self.pages = pages
        self.operands = operands
        self.forms = forms
        self.isHidden = isHidden
        self.body = body
    }

    package var allNames: [String] { [name] + russian + short }

    private static let dryRunFlag = Flag(
        "dry-run", short: "n", ru: "только сказать, что изменится",
        en: "only say what would change")

    /// What every command takes.
    package static let globalFlags: [Flag] =
        OutputWish.flags + [
            Flag("no-pager", ru: "не листать по экрану", en: "not screen by screen"),
            Flag("yes", short: "y", ru: "не переспрашивать", en: "answer every question with yes"),
            Flag("help", ru: "эта справка", en: "this text"),
        ]
}
