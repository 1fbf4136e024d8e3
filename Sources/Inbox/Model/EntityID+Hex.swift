import SkeinWire

extension EntityID {
    /// Nil for text that is no hexadecimal of 1 to 32 bytes.
    init?(hex: String) {
        guard let bytes = try? Hex.decode(hex) else { return nil }
        self.init(validating: bytes)
    }
}
