import SkeinCRDT

/// Ids as the platforms write them: a seed alone names them all.
extension SplitMix64 {
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
