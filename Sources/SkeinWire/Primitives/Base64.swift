import CSodium

/// Base64 (RFC 4648), each value in its one form: right padding, unused bits zero, no white space.
package enum Base64 {
    package enum Variant: Sendable {
        /// Section 4, padded.
        case standard
        /// Section 5, without padding: for links and invitations.
        case url

        fileprivate var code: Int32 {
            switch self {
            case .standard: sodium_base64_VARIANT_ORIGINAL
            case .url: sodium_base64_VARIANT_URLSAFE_NO_PADDING
            }
        }
    }

    package static func encode(_ bytes: [UInt8], _ variant: Variant = .standard) -> String {
        Sodium.initialize()
        let capacity = sodium_base64_encoded_len(bytes.count, variant.code)
        var text = [CChar](repeating: 0, count: capacity)
        sodium_bin2base64(&text, capacity, bytes, bytes.count, variant.code)
        // The last of the characters is C's closing zero.
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Throws `notBase64` for anything that `encode` does not give.
    package static func decode(
        _ text: some StringProtocol, _ variant: Variant = .standard
    ) throws(WireError) -> [UInt8] {
        Sodium.initialize()
        let characters = text.utf8.map { CChar(bitPattern: $0) }
        var bytes = [UInt8](repeating: 0, count: characters.count / 4 * 3 + 3)
        var count = 0
        let result = sodium_base642bin(
            &bytes, bytes.count, characters, characters.count, nil, &count, nil, variant.code)
        guard result == 0 else { throw .notBase64 }
        return Array(bytes.prefix(count))
    }
}
