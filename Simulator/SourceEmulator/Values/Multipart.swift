/// The parts of a `multipart/form-data` body (RFC 7578).
struct Multipart: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        var name: String
        var fileName: String?
        var contentType: String?
        var bytes: [UInt8]

        var text: String? { String(validating: bytes, as: UTF8.self) }
    }

    private static let partsMax = 64
    private static let newLine: [UInt8] = [13, 10]

    private(set) var parts: [Part] = []

    /// Nil unless the body is framed exactly as the content type's boundary says.
    init?(_ body: [UInt8], contentType: String) {
        guard let boundary = Self.boundary(contentType) else { return nil }
        let delimiter = Self.newLine + Array("--\(boundary)".utf8)
        // The first delimiter stands without a line end in front of it.
        var rest = (Self.newLine + body)[...]
        guard rest.starts(with: delimiter) else { return nil }
        rest = rest.dropFirst(delimiter.count)
        while !rest.starts(with: Array("--".utf8)) {
            guard rest.starts(with: Self.newLine), parts.count < Self.partsMax,
                let end = rest.dropFirst(2).range(of: delimiter),
                let part = Self.part(rest[(rest.startIndex + 2)..<end.lowerBound])
            else { return nil }
            parts.append(part)
            rest = rest[end.upperBound...]
        }
    }

    func part(_ name: String) -> Part? { parts.first { $0.name == name } }

    private static func boundary(_ contentType: String) -> String? {
        let pieces = pieces(contentType)
        guard pieces.first?.lowercased() == "multipart/form-data" else { return nil }
        return pieces.dropFirst().compactMap { parameter("boundary", in: $0) }.first
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let gap = bytes.range(of: newLine + newLine) else { return nil }
        let head = String(decoding: bytes[..<gap.lowerBound], as: UTF8.self)
        var part = Part(name: "", bytes: Array(bytes[gap.upperBound...]))
        for line in head.split(separator: "\r\n") {
            let sides = line.split(separator: ":", maxSplits: 1).map { $0.trimmingSpaces }
            guard sides.count == 2 else { return nil }
            switch sides[0].lowercased() {
            case "content-type": part.contentType = sides[1]
            case "content-disposition":
                let pieces = pieces(sides[1])
                guard pieces.first?.lowercased() == "form-data" else { return nil }
                part.name = pieces.compactMap { parameter("name", in: $0) }.first ?? ""
                part.fileName = pieces.compactMap { parameter("filename", in: $0) }.first
            default: continue
            }
        }
        return part.name.isEmpty ? nil : part
    }

    /// Split at semicolons outside quotation marks.
    private static func pieces(_ value: String) -> [String] {
        var isQuoted = false
        let split = value.split { character in
            if character == "\"" { isQuoted.toggle() }
            return character == ";" && !isQuoted
        }
        return split.map(\.trimmingSpaces)
    }

    /// The value of `name=value` or `name="value"`.
    private static func parameter(_ name: String, in piece: String) -> String? {
        guard piece.lowercased().hasPrefix(name + "=") else { return nil }
        let value = piece.dropFirst(name.count + 1)
        guard value.hasPrefix("\"") else { return String(value) }
        guard value.count >= 2, value.hasSuffix("\"") else { return nil }
        return String(value.dropFirst().dropLast())
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        let head = drop { $0 == " " || $0 == "\t" }
        return String(head.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}

extension ArraySlice<UInt8> {
    /// Where `pattern` first occurs.
    fileprivate func range(of pattern: [UInt8]) -> Range<Int>? {
        guard count >= pattern.count else { return nil }
        for start in startIndex...(endIndex - pattern.count)
        where self[start] == pattern[0] && self[start...].starts(with: pattern) {
            return start..<(start + pattern.count)
        }
        return nil
    }
}
