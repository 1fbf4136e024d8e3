/// How many columns of a terminal a text takes, counted by user-perceived character.
///
/// The C library is not asked: in the C locale it knows no width outside ASCII, and elsewhere it
/// counts a joined emoji as its parts.
package enum DisplayWidth {
    package static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    package static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        let first = scalars[scalars.startIndex]
        if isZeroWidth(first) { return 0 }
        if isWide(first) { return 2 }
        guard scalars.count > 1 else { return 1 }
        // Two regional indicators are a flag; U+FE0F asks for the emoji's own, wide picture.
        if isRegionalIndicator(first) { return 2 }
        return first.properties.isEmoji && scalars.contains { $0.value == 0xFE0F } ? 2 : 1
    }

    /// The longest start of `text` that fits into `columns`, with … where something was cut off.
    /// Never splits a user-perceived character.
    package static func truncate(_ text: String, to columns: Int) -> String {
        if of(text) <= columns { return text }
        if columns <= 0 { return "" }
        var result = ""
        var used = 0
        for character in text {
            let width = of(character)
            if used + width > columns - 1 { break }
            used += width
            result.append(character)
        }
        return result + "…"
    }

    /// `text` with blanks to fill `columns`; longer text is returned as it is.
    package static func pad(_ text: String, to columns: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, columns - of(text)))
        return right ? blanks + text : text + blanks
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator,
            .paragraphSeparator:
            true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x1100 else { return false }
        // Letters of flags are emoji by themselves in Unicode's table, yet one column alone.
        if isRegionalIndicator(scalar) { return false }
        return scalar.properties.isEmojiPresentation
            || wideRanges.contains { $0.contains(scalar.value) }
    }

    /// East Asian wide and full-width characters, by Unicode's EastAsianWidth table; emoji are
    /// found by their own property.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
        0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CD5, 0x1AFF0...0x1B2FB,
        0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
