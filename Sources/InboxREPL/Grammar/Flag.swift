/// A flag of a command.
package struct Flag: Hashable, Sendable {
    /// What follows a flag.
    package enum Argument: Hashable, Sendable {
        case none
        /// `--name VALUE` or `--name=VALUE`.
        case value(String)
        /// `--name` or `--name=VALUE`.
        case optionalValue(String)
    }

    package let name: String
    package let short: Character?
    package let argument: Argument
    package let help: Bilingual
    /// What its value may be; nil where nothing can be offered.
    package let operand: Operand?

    package init(
        _ name: String, short: Character? = nil, _ argument: Argument = .none,
        values: Operand? = nil, ru: String, en: String
    ) {
        self.name = name
        self.short = short
        self.argument = argument
        self.operand = values
        self.help = Bilingual(ru: ru, en: en)
    }

    /// `-N, --limit COUNT`.
    package var synopsis: String {
        let long =
            switch argument {
            case .none: "--\(name)"
            case .value(let value): "--\(name) \(value)"
            case .optionalValue(let value): "--\(name)[=\(value)]"
            }
        return short.map { "-\($0), \(long)" } ?? long
    }
}
