import Foundation

/// How texts are made comparable: compatibility forms composed (NFKC), case folded, ё read as е.
///
/// Hyphens, apostrophes and other marks part words when texts are looked through, so their variants
/// do not matter.
package enum SearchText {
    package static func normalise(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping
            .folding(options: .caseInsensitive, locale: nil)
            .replacingOccurrences(of: "ё", with: "е")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
