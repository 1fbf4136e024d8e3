package import SkeinTransport
import SkeinWire

extension RelayResponse {
    /// What every answer carries: what comes without it is from somebody else, such as a hotel's
    /// login page.
    package static let standingHeaders = [HTTPHeader("skein-relay", "1")]

    /// The answer on the wire.
    package var answer: HTTPAnswer {
        switch self {
        case .description(let description): Self.answer(description.encoded(), "cbor")
        case .appended(let answer): Self.answer(answer.encoded(), "octet-stream")
        case .page(let page, _): Self.answer(page.encoded(), "octet-stream")
        case .joinPosted: Self.answer([], "octet-stream")
        case .joins(let joins): Self.answer(JoinList(joins).encoded(), "octet-stream")
        case .refused(let refusal):
            Self.answer(refusal.encoded(), "cbor", status: refusal.code.status)
        }
    }

    private static func answer(_ body: [UInt8], _ type: String, status: Int = 200) -> HTTPAnswer {
        HTTPAnswer(
            status: status,
            headers: standingHeaders + [
                HTTPHeader("Content-Type", "application/\(type)"),
                HTTPHeader("Cache-Control", "no-store"),
            ], body: body)
    }
}
