import SkeinCRDT
import SkeinTransport

/// A call that an engine asked for, on its way.
struct BenchCall {
    enum Source: Hashable { case sync, admission }

    /// The device's place on the bench.
    let device: Int
    let source: Source
    let id: UInt64
    let call: HTTPCall
    let askedAt: MonotonicTime

    var isAppend: Bool { call.method == "POST" }
}

/// What becomes of a call.
enum Fate {
    case delivered
    /// Stays under way.
    case delayed
    /// Never reaches the relay.
    case dropped
    /// Reaches the relay, but its answer is lost.
    case answerLost
    /// Reaches the relay twice; the second answer comes back.
    case repeated
    /// Reaches the relay, whose answer is changed on its way back.
    case changed((HTTPAnswer) -> HTTPAnswer)
    /// Never reaches the relay: somebody else answers.
    case answered(HTTPAnswer)
}

enum BenchError: Error {
    /// Engines that never come to rest.
    case endless
    case noMemberEntry
    case refused(HTTPAnswer)
}

extension HTTPAnswer {
    func with(body: [UInt8]) -> HTTPAnswer {
        HTTPAnswer(status: status, headers: headers, body: body)
    }

    /// Bit 0 is the lowest one of the first byte.
    func flipping(bit: Int) -> HTTPAnswer {
        var bytes = body
        bytes[bit / 8] ^= UInt8(1) << UInt8(bit % 8)
        return with(body: bytes)
    }
}
