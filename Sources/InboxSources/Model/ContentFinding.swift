/// Something in a text that leads a buyer away from a platform. A guess for a person to look at:
/// nothing is refused for it.
package struct ContentFinding: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case phone, email, link, handle }

    package var kind: Kind
    package var text: String

    /// Words with a scheme, a host, an `@` or as many digits as a telephone number has.
    static func all(in text: String, ownHosts: [String]) -> [ContentFinding] {
        var findings: [ContentFinding] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || "<>()[]\"«»,;".contains($0) }) {
            let word = word.drop { ".:!?".contains($0) }.trimmingSuffix { ".:!?".contains($0) }
            if let kind = kind(of: word, ownHosts: ownHosts) {
                findings.append(ContentFinding(kind: kind, text: String(word)))
            }
        }
        return findings + phones(in: text)
    }

    private static func kind(of word: Substring, ownHosts: [String]) -> Kind? {
        let lower = word.lowercased()
        if let at = lower.firstIndex(of: "@") {
            let host = lower[lower.index(after: at)...]
            if at == lower.startIndex { return host.count >= 4 ? .handle : nil }
            return isHost(host) ? .email : nil
        }
        let rest = lower.range(of: "://").map { lower[$0.upperBound...] } ?? lower[...]
        let host = rest.prefix { !"/?#:".contains($0) }
        let hasScheme = lower.contains("://")
        guard isHost(host),
            hasScheme || topLevels.contains(String(host.split(separator: ".").last ?? ""))
        else { return nil }
        return ownHosts.contains { host == $0 || host.hasSuffix(".\($0)") } ? nil : .link
    }

    /// Without a scheme only these make a word with a dot a link: "г.Москва" is none.
    private static let topLevels: Set<String> = [
        "ru", "com", "net", "org", "me", "su", "рф", "io", "shop", "store", "info", "link",
    ]

    private static func isHost(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            } && labels.last?.contains { $0.isLetter } == true
    }

    /// Eleven digits from 7 or 8, or ten from 9, with the signs that people write between them.
    private static func phones(in text: String) -> [ContentFinding] {
        var findings: [ContentFinding] = []
        var run = ""
        for character in text + "\n" {
            if character.isASCII, character.isNumber || "+-() ".contains(character) {
                run.append(character)
                continue
            }
            let digits = run.filter(\.isNumber)
            let isPhone =
                digits.count == 11 && "78".contains(digits.first ?? " ")
                || digits.count == 10 && digits.first == "9"
            if isPhone {
                let blank: Set<Character> = [" "]
                let shown = run.drop(while: blank.contains).trimmingSuffix(blank.contains)
                findings.append(ContentFinding(kind: .phone, text: String(shown)))
            }
            run = ""
        }
        return findings
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ isOutside: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isOutside(last) { rest.removeLast() }
        return rest
    }
}
