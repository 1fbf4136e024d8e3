import Foundation
import SkeinTransport

/// The path and query of a call, whether its URL is absolute or a path alone.
struct RequestTarget: Hashable, Sendable {
    /// Percent-decoded, begins with a slash.
    var path: String
    /// Percent-decoded; of a repeated name the last.
    var query: [String: String]

    init(_ url: String) {
        var rest = Substring(url)
        if let scheme = url.range(of: "://") {
            let host = url[scheme.upperBound...]
            rest = host.firstIndex(where: { $0 == "/" || $0 == "?" }).map { host[$0...] } ?? "/"
        }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = Self.decode(parts.first ?? "/")
        query = parts.count == 2 ? Self.form(String(parts[1])) : [:]
    }

    /// `application/x-www-form-urlencoded`.
    static func form(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[decode(sides[0], plus: true)] =
                sides.count == 2 ? decode(sides[1], plus: true) : ""
        }
        return fields
    }

    private static func decode(_ text: Substring, plus: Bool = false) -> String {
        let spaced = plus ? text.replacingOccurrences(of: "+", with: " ") : String(text)
        return spaced.removingPercentEncoding ?? spaced
    }
}

extension HTTPCall {
    /// A header's value, compared without case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

extension HTTPAnswer {
    static func json(
        _ status: Int, _ body: JSONValue, type: String = "application/json",
        headers: [HTTPHeader] = []
    ) -> HTTPAnswer {
        HTTPAnswer(
            status: status, headers: [HTTPHeader("Content-Type", type)] + headers, body: body.bytes)
    }
}
