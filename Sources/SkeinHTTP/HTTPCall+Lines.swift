import SkeinTransport

extension HTTPCall {
    /// Headers that the client writes itself: given twice they could split one request into two.
    private static let ownHeaders: Set<String> = [
        "content-length", "transfer-encoding", "connection", "expect",
    ]

    /// Why this call must not be sent, found before any connection is opened; nil if it may.
    func problem(hasGate: Bool) -> HTTPFailure? {
        if once != nil, !hasGate {
            return .unsendable(.gateClosed, "a call to be sent once came without its gate")
        }
        let lower = url.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://"),
            url.unicodeScalars.allSatisfy({ (0x21...0x7E).contains($0.value) })
        else { return .unsendable(.badURL, "the URL is not a plain http or https URL") }
        guard method.isToken else { return .unsendable(.badURL, "the method is not a word") }
        for header in headers {
            guard header.name.isToken, !Self.ownHeaders.contains(header.name.lowercased()),
                header.value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
            else { return .unsendable(.badURL, "a header's name or value is not allowed") }
        }
        return nil
    }

    /// In libcurl's notation: `Name;` sends an empty value, `Name:` suppresses a default.
    var headerLines: [String] {
        var lines = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // No waiting for "100 Continue": after it the moment of the first byte would be unclear.
        lines.append("Expect:")
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            lines.append("Content-Type:")
        }
        return lines
    }
}

extension HTTPHeader {
    /// From one line of an answer's header; nil for the empty line at its end.
    init?(line: String) {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let value = line[line.index(after: colon)...]
        self.init(String(line[..<colon]), value.trimmed)
    }
}

extension HTTPFailure {
    fileprivate static func unsendable(_ cause: Cause, _ detail: String) -> Self {
        HTTPFailure(cause: cause, mayHaveBeenSent: false, detail: detail)
    }
}

extension Substring {
    /// Without white space at both ends (RFC 9110, 5.5).
    fileprivate var trimmed: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        let head = drop(while: isSpace)
        return String(head.reversed().drop(while: isSpace).reversed())
    }
}

extension String {
    /// A `token` of RFC 9110, 5.6.2.
    fileprivate var isToken: Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        return !isEmpty
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: marks.contains(byte)
                }
            }
    }
}
