/// Steele, Lea and Flood's generator: one word of state, so that a seed alone names all ids.
struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Lower-case hexadecimal digits.
    mutating func hex(digits: Int) -> String {
        let alphabet = Array("0123456789abcdef")
        return String((0..<digits).map { _ in alphabet[Int(next() % 16)] })
    }

    /// In the form 8-4-4-4-12, of no particular version.
    mutating func uuid() -> String {
        [8, 4, 4, 4, 12].map { hex(digits: $0) }.joined(separator: "-")
    }
}
