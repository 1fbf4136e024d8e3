/// A key that notes are verified with, in the text form `<name>+<key id in hex>+<base64>`, where
/// the base64 covers the type byte and the 32-byte Ed25519 key.
///
/// Source: C2SP signed-note and tlog-cosignature. Key id = first 4 bytes of
/// SHA-256(name || newline || type || key).
package struct NoteVerifier: Hashable, Sendable {
    package enum Kind: UInt8, Sendable {
        /// Signs the text.
        case signature = 0x01
        /// Signs the text with the time (64 bits of seconds before the signature).
        case cosignature = 0x04
    }

    package let name: String
    package let kind: Kind
    package let publicKey: [UInt8]
    package let keyID: UInt32

    /// Throws `keyName`, or `wrongLength` for a key that has not 32 bytes.
    package init(name: String, kind: Kind, publicKey: [UInt8]) throws(WireError) {
        guard Self.isKeyName(name) else { throw .keyName(name) }
        guard publicKey.count == Signature.keyLength else {
            throw .wrongLength(
                what: "note key", expected: Signature.keyLength, got: publicKey.count)
        }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        let hash = SHA256.hash(Array(name.utf8), [0x0a, kind.rawValue], publicKey)
        keyID = hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Throws `verifierKey` for another form, another type, or an id that is not the key's.
    package static func parse(_ text: String) throws(WireError) -> NoteVerifier {
        // The base64 may hold further plus signs, the name none.
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 3 else { throw .verifierKey(text) }
        let key = try Base64.decode(parts[2])
        guard let type = key.first, let kind = Kind(rawValue: type) else {
            throw .verifierKey(text)
        }
        let verifier = try NoteVerifier(
            name: parts[0], kind: kind, publicKey: Array(key.dropFirst()))
        guard verifier.encoded().isSameBytes(as: text) else { throw .verifierKey(text) }
        return verifier
    }

    package func encoded() -> String {
        var id = ByteWriter()
        id.u32(keyID)
        return "\(name)+\(Hex.encode(id.bytes))+\(Base64.encode([kind.rawValue] + publicKey))"
    }

    /// A name is not empty and has neither white space nor a plus sign, nor control characters.
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
            }
    }
}
