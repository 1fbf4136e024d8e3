import Foundation

/// Searching in bytes.
enum Words {
    /// Offsets at which the needle stands.
    static func offsets(of needle: String, in bytes: [UInt8]) -> [Int] {
        let wanted = Array(needle.utf8)
        guard let first = wanted.first else { return [] }
        var found: [Int] = []
        bytes.withUnsafeBytes { text in
            guard let base = text.baseAddress else { return }
            var start = 0
            // The C library's search for a byte is many times faster than a loop in debug builds.
            while start + wanted.count <= text.count,
                let hit = memchr(base + start, Int32(first), text.count - start - wanted.count + 1)
            {
                let offset = UnsafeRawPointer(hit) - base
                if memcmp(hit, wanted, wanted.count) == 0 { found.append(offset) }
                start = offset + 1
            }
        }
        return found
    }

    static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
            true
        default: false
        }
    }

    /// The parts of all words and identifiers of a line, in lower case: `ChatRow.buyerName2` has
    /// chat, row, buyer, name.
    static func parts(of line: Substring) -> [String] {
        var parts: [String] = []
        var part = ""
        var previousIsLower = false
        for character in line {
            guard character.isLetter else {
                if !part.isEmpty { parts.append(part) }
                part = ""
                previousIsLower = false
                continue
            }
            if character.isUppercase, previousIsLower {
                parts.append(part)
                part = ""
            }
            previousIsLower = character.isLowercase
            part += character.lowercased()
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }
}
