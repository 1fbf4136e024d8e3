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

    /// What follows a verb that was typed with the same keys: words in the verb's alphabet become
    /// those of the other, their case is kept; numbers, flags and words in the other alphabet, for
    /// which the layout was right, stay.
    package static func swappedRest(_ text: String, ofVerb verb: String) -> String {
        let isCyrillic = verb.contains { latinByCyrillic[Character($0.lowercased())] != nil }
        let map = isCyrillic ? latinByCyrillic : cyrillicByLatin
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        return words.map { word in
            let isTyped =
                isCyrillic
                ? word.contains { latinByCyrillic[Character($0.lowercased())] != nil }
                : !"-%+@".contains(word.first ?? " ")
            return isTyped ? String(word.map { swapped($0, map) }) : String(word)
        }.joined(separator: " ")
    }

    private static func swapped(_ letter: Character, _ map: [Character: Character]) -> Character {
        guard letter.isLetter, let other = map[Character(letter.lowercased())] else {
            return letter
        }
        guard letter.isUppercase else { return other }
        return shifted[other] ?? Character(other.uppercased())
    }

    private static let shifted: [Character: Character] = [
        ";": ":", "'": "\"", ",": "<", ".": ">", "[": "{", "]": "}", "`": "~",
    ]
    private static let cyrillic = Array("йцукенгшщзхъфывапролджэячсмитьбюё")
    private static let latin = Array("qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
    private static let latinByCyrillic = Dictionary(uniqueKeysWithValues: zip(cyrillic, latin))
    private static let cyrillicByLatin = Dictionary(uniqueKeysWithValues: zip(latin, cyrillic))
}
