package import SkeinTransport

/// What a handler makes of one call.
package enum ServedReply: Hashable, Sendable {
    case answer(HTTPAnswer)
    /// The connection is closed without one byte of an answer.
    case close
}
