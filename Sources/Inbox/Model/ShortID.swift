package import SkeinWire

/// How ids are written for people: five bits a character, highest first, zeros after the end.
///
/// The alphabet leaves out `i l o u`, which look or sound like others; a prefix of at least four
/// characters is shown.
package enum ShortID {
    package static let shownMin = 4
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    package static func text(of entity: EntityID) -> String {
        var text = ""
        var bits = 0
        var count = 0
        for byte in entity.bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFF
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 31])
            }
        }
        if count > 0 { text.append(alphabet[bits << (5 - count) & 31]) }
        return text
    }

    /// The prefix as it would be stored; nil if no id can start with it.
    package static func prefix(_ typed: String) -> String? {
        let prefix = typed.lowercased()
        return !prefix.isEmpty && prefix.allSatisfy(alphabet.contains) ? prefix : nil
    }

    /// The shortest prefix that neither neighbour in the order of all ids shares.
    package static func shortest(of id: String, before: String?, after: String?) -> String {
        let shared = [before, after].compactMap { $0 }.map { id.commonPrefix(with: $0).count }
        return String(id.prefix(max(shownMin, 1 + (shared.max() ?? 0))))
    }
}
