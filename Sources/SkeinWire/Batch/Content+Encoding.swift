/// A content record's plaintext.
///
/// | bytes | field |
/// | --- | --- |
/// | 16 | salt |
/// | rest | text |
extension Content {
    /// SHA-256(salt || text).
    package var hash: ContentHash { ContentHash(SHA256.hash(salt, text)) }

    func encoded() -> [UInt8] { salt + text }

    /// Nil if the salt is not whole.
    static func decode(_ plain: [UInt8]) -> Content? {
        guard plain.count >= saltLength else { return nil }
        return Content(
            salt: Array(plain.prefix(saltLength)), text: Array(plain.dropFirst(saltLength)))
    }
}
