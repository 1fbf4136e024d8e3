import Foundation

/// What a Wildberries token says of itself; it is a JWT, whose signature only they can check.
struct WildberriesToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case basic, test, personal, service, unknown }

    let kind: Kind

    /// The claim `acc` (third-party code: 1 basic, 2 test, 3 personal, 4 service).
    init(_ token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Self.base64(String(parts[1])),
            let claims = JSON(payload)
        else {
            kind = .unknown
            return
        }
        kind =
            switch claims["acc"]?.integer {
            case 1: .basic
            case 2: .test
            case 3: .personal
            case 4: .service
            default: .unknown
            }
    }

    private static func base64(_ text: String) -> [UInt8]? {
        var text = text.replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        while text.utf8.count % 4 != 0 { text += "=" }
        return Data(base64Encoded: text).map { [UInt8]($0) }
    }
}
