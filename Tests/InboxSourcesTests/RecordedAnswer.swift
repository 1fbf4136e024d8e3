import Foundation
import SkeinTesting
import SkeinTransport

/// An answer from `Fixtures/sources`.
func recorded(_ name: String, status: Int = 200, _ headers: [HTTPHeader] = []) throws -> HTTPAnswer
{
    let data = try Data(contentsOf: Fixtures.url("sources/\(name).json"))
    return HTTPAnswer(status: status, headers: headers, body: [UInt8](data))
}

extension HTTPAnswer {
    /// What a gateway on the way might say.
    static func foreign(_ status: Int) -> HTTPAnswer {
        HTTPAnswer(status: status, body: Array("<html>\(status)</html>".utf8))
    }
}

extension HTTPFailure {
    static let refused = HTTPFailure(cause: .refused, mayHaveBeenSent: false, detail: "refused")
    static let lost = HTTPFailure(
        cause: .connectionLost, mayHaveBeenSent: true, detail: "connection lost")
}
