package import SkeinCRDT
package import SkeinTransport

/// What an emulated platform does with one call.
package enum EmulatorReply: Hashable, Sendable {
    case answer(HTTPAnswer)
    /// The connection is closed without an answer.
    case drop
    /// The connection stays open without an answer until the caller has had enough.
    case silence
    /// A long poll with nothing to tell yet: ask `resume` after a change, at `until` at the latest.
    case wait(EmulatorPoll)
}

/// Names one long poll that is being held open.
package struct EmulatorPoll: Hashable, Sendable {
    package var until: WallTime
    var token: String
    var number: Int
}
