package import SkeinTransport

/// What sending a reply needs next.
package enum SendStep: Hashable, Sendable {
    /// A call without effect, whose answer is needed first.
    case prepare(HTTPCall)
    /// The one call with an effect: to be written to the network once at most.
    case send(HTTPCall)
    /// It cannot be sent, or not now.
    case stop(SendVerdict)
}
