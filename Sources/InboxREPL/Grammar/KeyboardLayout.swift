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

    /// A text typed with the same keys: letters of either alphabet become those of the other,
    /// their case is kept, everything else stays.
    package static func swappedText(_ text: String) -> String {
        let isCyrillic = text.contains { latinByCyrillic[Character($0.lowercased())] != nil }
        let map = isCyrillic ? latinByCyrillic : cyrillicByLatin
        return String(
            text.map { letter in
                guard letter.isLetter || !isCyrillic && letter != "," && letter != ".",
                    let other = map[Character(letter.lowercased())]
                else { return letter }
                guard letter.isUppercase else { return other }
                return shifted[other] ?? Character(other.uppercased())
            })
    }

    private static let shifted: [Character: Character] = [
        ";": ":", "'": "\"", ",": "<", ".": ">", "[": "{", "]": "}", "`": "~",
    ]
    private static let cyrillic = Array("йцукенгшщзхъфывапролджэячсмитьбюё")
    private static let latin = Array("qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
    private static let latinByCyrillic = Dictionary(uniqueKeysWithValues: zip(cyrillic, latin))
    private static let cyrillicByLatin = Dictionary(uniqueKeysWithValues: zip(latin, cyrillic))
}
