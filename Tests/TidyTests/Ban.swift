/// Something that must not stand in the code, and what takes its place.
struct Ban {
    enum Part {
        case code, strings
    }

    let needle: String
    let instead: String
    var part = Part.code
    /// True if the needle must not be the end of a longer word (`print` in `fingerprint`), nor a
    /// member of something (`self.print`).
    var isWholeWord = true
    /// A line that also holds this is fine (`using:` makes a draw repeatable).
    var unless: String? = nil
    let applies: @Sendable (SourceFile) -> Bool

    func findings(in file: SourceFile) -> [Finding] {
        guard applies(file) else { return [] }
        let bytes = part == .code ? file.code : file.strings
        let lines = Words.offsets(of: needle, in: bytes)
            .filter { !isWholeWord || startsWord(at: $0, in: bytes) }
            .map { SourceFile.line(of: $0, in: bytes) }
        let text = unless == nil ? [] : SourceFile.lines(of: file.code)
        return lines.filter { line in
            guard let unless else { return true }
            return !text[line - 1].contains(unless)
        }.map { Finding(path: file.path, line: $0, message: "`\(needle)`: \(instead)") }
    }

    private func startsWord(at offset: Int, in bytes: [UInt8]) -> Bool {
        guard offset > 0 else { return true }
        let before = bytes[offset - 1]
        return !Words.isIdentifier(before) && before != UInt8(ascii: ".")
    }
}
