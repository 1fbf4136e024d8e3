/// Words typed with the other keyboard layout: дшые is list, ыефегы is status.
package enum KeyboardLayout {
    /// What the same keys give in the other layout; nil where a character is on neither.
    package static func swapped(_ word: String) -> String? {
        let letters = word.lowercased()
        guard let first = letters.first else { return nil }
        let map = latinByCyrillic[first] == nil ? cyrillicByLatin : latinByCyrillic
        var result = ""
        for letter in letters {
            if let other = map[letter] {
                result.append(other)
            } else if letter.isNumber || letter == "-" {
                result.append(letter)
            } else {
                return nil
            }
        }
        return result
    }

    private static let cyrillic = Array("йцукенгшщзхъфывапролджэячсмитьбюё")
    private static let latin = Array("qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
    private static let latinByCyrillic = Dictionary(uniqueKeysWithValues: zip(cyrillic, latin))
    private static let cyrillicByLatin = Dictionary(uniqueKeysWithValues: zip(latin, cyrillic))
}
