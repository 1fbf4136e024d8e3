/// Text from elsewhere, made harmless for a terminal. Every remote string (message, name, tag,
/// file name, error of a server) passes through `neutralise` before it is printed.
///
/// | character | becomes |
/// | --- | --- |
/// | C0 control | its picture, U+2400 + code: ␛ for ESC |
/// | newline, in one line | ⏎ ; kept in a block |
/// | tab | ⇥ |
/// | DEL | ␡ |
/// | C1 control, bidi control, zero-width, other invisible or format character | ⟨U+202E⟩ |
/// | U+2028, U+2029, NEL | as a newline |
/// | more than 8 marks on one letter | 8 marks and ⟨+n⟩ |
///
/// Kept, because people write them: variation selectors after a character, and the joiners and tag
/// characters inside an emoji sequence.
package enum Printable {
    /// Whether line breaks may stay.
    package enum Layout: Sendable { case line, block }

    /// A letter may carry this many marks; more is a picture, not writing.
    static let marksMax = 8

    package static func neutralise(_ text: String, _ layout: Layout = .line) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text { append(character, to: &result, layout) }
        return result
    }

    /// True where the text may be printed as it is.
    package static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        if isLineBreak(scalar) { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return false
        default: break
        }
        return !scalar.properties.isDefaultIgnorableCodePoint
            && !scalar.properties.isNoncharacterCodePoint
    }

    private static func append(_ character: Character, to result: inout String, _ layout: Layout) {
        let scalars = character.unicodeScalars
        let first = scalars[scalars.startIndex]
        if isLineBreak(first) {
            // CR LF is one Character and one line break.
            result += layout == .block ? "\n" : "⏎"
            return
        }
        // Digits are emoji too by Unicode's table, as the start of keycaps.
        let isEmoji = first.properties.isEmoji && first.value > 0xFF
        var marks = 0
        var marksDropped = 0
        for (place, scalar) in scalars.enumerated() {
            if isHarmless(scalar) || isKept(scalar, at: place, inEmoji: isEmoji) {
                if place > 0, isMark(scalar) { marks += 1 }
                if marks > marksMax, isMark(scalar) {
                    marksDropped += 1
                } else {
                    result.unicodeScalars.append(scalar)
                }
            } else {
                result += sign(for: scalar)
            }
        }
        if marksDropped > 0 { result += "⟨+\(marksDropped)⟩" }
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Invisible characters with a meaning that everybody sees.
    private static func isKept(
        _ scalar: Unicode.Scalar, at place: Int, inEmoji: Bool
    ) -> Bool {
        guard place > 0 else { return false }
        switch scalar.value {
        case 0xFE00...0xFE0F: return true
        case 0x200D, 0xE0020...0xE007F: return inEmoji
        default: return false
        }
    }

    private static func sign(for scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: return "⇥"
        case 0x00..<0x20: return picture(0x2400 + scalar.value)
        case 0x7F: return picture(0x2421)
        default:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
        }
    }

    private static func picture(_ value: UInt32) -> String {
        Unicode.Scalar(value).map { String(Character($0)) } ?? "�"
    }
}
