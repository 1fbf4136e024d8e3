import InboxSources
import SkeinCRDT
import SkeinWire

/// Where the polling of one source stands on this device.
struct SourcePoller: Hashable {
    enum Phase: Hashable {
        /// Waits for its time.
        case pausing(until: MonotonicTime)
        case asked(call: UInt64)
        /// A page has been given to the store; its cursor waits until it is there, or in the log.
        case storing(Reading)
    }

    struct Reading: Hashable {
        let page: PollPage
        /// Its messages.
        let entities: [EntityID]
        let at: MonotonicTime
        /// It is in the store; the log has to show it as well.
        var awaitsLog = false
    }

    var phase: Phase
    /// Failures in a row.
    var failures = 0
    /// A round has come to its end since the start: nothing is left to be done at once.
    var isCaughtUp = false
    var status: PollStatus
    /// What is kept over restarts tells of a problem.
    var keepsProblem = false

    /// How long a page waits for the log; then it is asked for again, with what came meanwhile.
    static let logWait: Duration = .seconds(30)

    /// Waits after failures: doubling from two seconds to five minutes.
    static func pause(failures: Int) -> Duration {
        .seconds(min(1 << min(max(failures, 1), 9), 300))
    }
}
