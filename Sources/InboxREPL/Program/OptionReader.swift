/// Walks over arguments: `--name VALUE`, `--name=VALUE`, `-c VALUE`.
struct OptionReader {
    private let arguments: [String]
    private var index = 0
    private var attached: String?

    init(_ arguments: [String]) { self.arguments = arguments }

    var rest: [String] { Array(arguments[index...]) }

    /// The next option's name; nil at the first word that is none.
    mutating func nextOption() -> String? {
        attached = nil
        guard index < arguments.count, arguments[index].hasPrefix("-"), arguments[index] != "-"
        else { return nil }
        let argument = arguments[index]
        index += 1
        guard argument.hasPrefix("--"), let sign = argument.firstIndex(of: "=") else {
            return argument
        }
        attached = String(argument[argument.index(after: sign)...])
        return String(argument[..<sign])
    }

    mutating func nextWord() -> String? {
        guard index < arguments.count else { return nil }
        index += 1
        return arguments[index - 1]
    }

    mutating func stepBack() { index -= 1 }

    func attachedValue() -> String? { attached }

    mutating func value(of option: String) throws(Complaint) -> String {
        if let attached { return attached }
        guard let word = nextWord() else {
            throw Complaint(
                .optionNeedsValue, [.text(option)], exit: .usage, remedy: .seeUsage)
        }
        return word
    }
}
