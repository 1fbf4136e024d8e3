package import SkeinWire

/// The ids of the inbox's entities: derived from what the platform gives, so that two devices that
/// read the same thing speak of the same entity.
///
/// | entity  | bytes |
/// | ------- | ----- |
/// | chat    | first 16 of SHA-256(`sk1 chat` ‖ CBOR[platform, account, conversation]) |
/// | message | first 16 of SHA-256(`sk1 message` ‖ CBOR[platform, account, conversation, message]) |
/// | source  | first 16 of SHA-256(`sk1 source` ‖ CBOR[platform, account]) |
/// | person  | `p`, then the person's number, 4 bytes, highest first |
/// | draft   | first 16 of SHA-256(`sk1 draft` ‖ CBOR[chat in hex, author's number]) |
/// | note, reply, definition | 16 random bytes |
///
/// The label is padded with zeros to 16 bytes; the CBOR is an array of texts. The account is the id
/// that the platform itself gives (rule 15): never a token, a name that somebody chose, or the id
/// of Telegram's business connection, all of which change while the chats stay the same.
package enum InboxID {
    package static func chat(_ market: Market, account: String, conversation: String) -> EntityID {
        derived("sk1 chat", [market.rawValue, account, conversation])
    }

    package static func message(
        _ market: Market, account: String, conversation: String, message: String
    ) -> EntityID {
        derived("sk1 message", [market.rawValue, account, conversation, message])
    }

    package static func source(_ market: Market, account: String) -> EntityID {
        derived("sk1 source", [market.rawValue, account])
    }

    static func draft(_ chat: EntityID, author: UInt32) -> EntityID {
        derived("sk1 draft", [Hex.encode(chat.bytes), String(author)])
    }

    package static func person(_ number: UInt32) -> EntityID {
        EntityID([UInt8(ascii: "p")] + withUnsafeBytes(of: number.bigEndian, Array.init))
    }

    /// The number of a person's entity; nil for all others.
    package static func personNumber(of entity: EntityID) -> UInt32? {
        guard entity.bytes.count == 5, entity.bytes[0] == UInt8(ascii: "p") else { return nil }
        return entity.bytes.dropFirst().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// For what a person makes here: a note, a reply.
    package static func random(using generator: inout some RandomNumberGenerator) -> EntityID {
        EntityID((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    private static let length = 16
    private static let labelLength = 16

    private static func derived(_ label: String, _ parts: [String]) -> EntityID {
        let padding = [UInt8](repeating: 0, count: labelLength - label.utf8.count)
        let name = CBOR.array(parts.map { .text($0) }).encoded()
        return EntityID(Array(SHA256.hash(Array(label.utf8) + padding, name).prefix(length)))
    }
}
