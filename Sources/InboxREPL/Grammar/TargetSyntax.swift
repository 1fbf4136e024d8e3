/// What a target looks like: `.`, `-`, `%rows`, or a chat id of at least four characters.
package enum TargetSyntax {
    /// Shorter prefixes are too easily words.
    static let idLengthMin = 4
    /// 0-9 a-z without i l o u, as ids are written.
    private static let idAlphabet = Set("0123456789abcdefghjkmnpqrstvwxyz")

    package static func isTargetLike(_ token: Token) -> Bool {
        if token.isQuoted { return false }
        return token.text == "." || token.text == "-" || rows(token.text) != nil
            || isID(token.text)
    }

    package static func isID(_ word: String) -> Bool {
        let letters = word.lowercased()
        return letters.count >= idLengthMin && letters.count <= 26
            && letters.allSatisfy { idAlphabet.contains($0) }
    }

    /// True where an id could not be an ordinary word or number: it has both letters and digits.
    package static func isUnmistakable(_ word: String) -> Bool {
        word.contains { $0.isNumber } && word.contains { $0.isLetter }
    }

    /// Rows of the last list.
    package enum Rows: Hashable, Sendable {
        case all
        case numbers([ClosedRange<Int>])
    }

    /// `%3`, `%1-4`, `%1,3,5-7`, `%*`; nil where the word is something else.
    package static func rows(_ word: String) -> Rows? {
        guard word.hasPrefix("%") else { return nil }
        let body = word.dropFirst()
        if body == "*" { return .all }
        var ranges: [ClosedRange<Int>] = []
        for piece in body.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = piece.split(separator: "-", omittingEmptySubsequences: false)
            guard let first = ends.first.flatMap({ Int($0) }), first > 0, ends.count <= 2,
                let last = ends.last.flatMap({ Int($0) }), last >= first
            else { return nil }
            ranges.append(first...last)
        }
        return ranges.isEmpty ? nil : .numbers(ranges)
    }
}
