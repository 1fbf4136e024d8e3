import Foundation

/// Whether two texts are one, for all that a platform may do to a text on its way.
package enum TextMatch {
    /// NFC, line ends as `\n`, without outer blanks.
    package static func normalized(_ text: String) -> String {
        text.replacingOccurrences(of: "\r\n", with: "\n")
            .replacingOccurrences(of: "\r", with: "\n")
            .precomposedStringWithCanonicalMapping
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    package static func isSame(_ left: String, _ right: String) -> Bool {
        Array(normalized(left).utf8) == Array(normalized(right).utf8)
    }
}
