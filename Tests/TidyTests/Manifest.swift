/// The targets of `Package.swift` and what each depends on, read from its text.
struct Manifest {
    let dependenciesByTarget: [String: Set<String>]
    /// The packages that are fetched and the C libraries of the system.
    let foreign: Set<String>

    /// Reads calls of the form `library("Name", ["A", "B", grdb]`; `tests("Name", …)` declares
    /// `NameTests` and adds `SkeinTesting`. A dependency without quotes is a foreign product.
    init(text: String) {
        var dependencies: [String: Set<String>] = [:]
        var foreign: Set<String> = []
        for (call, arguments) in Self.calls(in: text) {
            let name = Self.quoted(in: arguments).first ?? ""
            let list = Self.list(in: arguments)
            switch call {
            case "tests": dependencies[name + "Tests"] = Set(list + ["SkeinTesting"])
            case "system":
                dependencies[name] = []
                foreign.insert(Self.quoted(in: arguments).dropFirst().first ?? name)
            case "package":
                // The last part of the address names the package.
                let part = name.split(separator: "/").last.map(String.init) ?? name
                foreign.insert(part)
            default: dependencies[name] = Set(list)
            }
        }
        dependenciesByTarget = dependencies
        self.foreign = foreign
    }

    /// Each call with what stands between its parentheses.
    private static func calls(in text: String) -> [(call: String, arguments: Substring)] {
        ["library", "program", "tests", "system", ".package"].flatMap { word in
            starts(of: word + "(", in: text).compactMap { start in
                var depth = 1
                var end = start
                while end < text.endIndex, depth > 0 {
                    if text[end] == "(" { depth += 1 }
                    if text[end] == ")" { depth -= 1 }
                    end = text.index(after: end)
                }
                let arguments = text[start..<end]
                let first = arguments.drop(while: \.isWhitespace)
                guard first.hasPrefix("\"") || first.hasPrefix("url:") else { return nil }
                return (word == ".package" ? "package" : word, arguments)
            }
        }
    }

    /// Places behind the word where it is no part of a longer one.
    private static func starts(of word: String, in text: String) -> [String.Index] {
        var found: [String.Index] = []
        var rest = text.startIndex
        while let range = text[rest...].firstRange(of: word) {
            let before =
                range.lowerBound > text.startIndex
                ? text[text.index(before: range.lowerBound)] : " "
            if !before.isLetter, before != "." { found.append(range.upperBound) }
            rest = range.upperBound
        }
        return found
    }

    private static func quoted(in text: Substring) -> [String] {
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
    }

    /// The elements of the first list in brackets.
    private static func list(in text: Substring) -> [String] {
        guard let open = text.firstIndex(of: "["), let close = text[open...].firstIndex(of: "]")
        else { return [] }
        return text[text.index(after: open)..<close]
            .split { $0 == "," || $0.isWhitespace }
            .map { $0.filter { $0 != "\"" } }
            .filter { !$0.isEmpty }
    }
}
