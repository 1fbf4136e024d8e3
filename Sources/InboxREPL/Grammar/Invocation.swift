/// A command with its words sorted into flags, words and text.
package struct Invocation: Sendable {
    package let command: Command
    package let verb: Token
    /// What is neither a flag nor text.
    package internal(set) var words: [Token] = []
    /// Text of a command that takes text: verbatim, outer blanks removed.
    package internal(set) var text: String = ""
    /// The same with the word in front that looked like a target; equal to `text` without one.
    package internal(set) var textWithTarget: String = ""
    private var valueByFlag: [String: FlagValue] = [:]

    private enum FlagValue: Hashable, Sendable {
        case present
        case value(Token)
    }

    init(command: Command, verb: Token) {
        self.command = command
        self.verb = verb
    }

    package func has(_ flag: String) -> Bool { valueByFlag[flag] != nil }

    /// The value of a flag; nil where the flag is absent or stands alone.
    package func value(_ flag: String) -> String? { valueToken(flag)?.text }

    package func valueToken(_ flag: String) -> Token? {
        guard case .value(let token) = valueByFlag[flag] else { return nil }
        return token
    }

    /// The value of a flag that the command cannot do without.
    package func required(_ flag: String) throws(Complaint) -> String {
        guard let value = value(flag), !value.isEmpty else {
            throw Complaint(
                .flagRequired, [.text(command.name), .text("--\(flag)")], exit: .usage,
                remedy: .seeHelp, [.text(command.name)])
        }
        return value
    }

    package func number(_ flag: String) throws(Complaint) -> Int? {
        guard let token = valueToken(flag) else { return nil }
        guard let number = Int(token.text), number > 0 else {
            throw Complaint(
                .numberExpected, [.text("--\(flag)"), .text(token.text)], exit: .usage,
                at: token.place)
        }
        return number
    }

    /// Words as they were typed, for a query.
    package var query: String { words.map(\.raw).joined(separator: " ") }

    mutating func set(_ flag: Flag, _ value: Token?) {
        valueByFlag[flag.name] = value.map { .value($0) } ?? .present
    }
}
