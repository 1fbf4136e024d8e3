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
        /// What became of conversations of this page that could not be read.
        var problem: SourceProblem?
    }

    /// Conversations of a list's page that have news, read one after the other; only then the
    /// page's own cursor counts.
    struct Walk: Hashable {
        let page: PollPage
        /// The first one is being read.
        var heads: [ChatHead]
        /// Where reading the first one stands; nil: it has not begun.
        var query: HistoryQuery?
        /// Of the first one, in no order: what there is must be stored from the oldest on.
        var collected: [SourceMessage] = []
        var pageCount = 0
        /// What made a conversation unreadable; the others go on.
        var problem: SourceProblem?

        /// Of one conversation in one round; what is beyond is found by the next one.
        static let pagesMax = 50
        /// Messages given to the store at once: a batch has at most 4,096 operations.
        static let storedAtOnce = 500
    }

    var phase: Phase
    var walk: Walk?
    /// Heads as they were when their conversation was last read: where a platform's list and its
    /// histories do not agree on a time, nothing would ever be known.
    var readHeads: [String: ChatHead] = [:]
    /// Failures in a row.
    var failures = 0
    /// A round has come to its end since the start: nothing is left to be done at once.
    var isCaughtUp = false
    var status: PollStatus
    /// When it was last asked how long the token lives, and whether that is the open call.
    var tokenAskedAt: MonotonicTime?
    var asksToken = false
    /// What is kept over restarts tells of a problem.
    var keepsProblem = false

    /// How long a page waits for the log; then it is asked for again, with what came meanwhile.
    static let logWait: Duration = .seconds(30)

    /// The longest that a platform, or whoever answers in its place, can make a poller wait: the
    /// longest period of any documented limit.
    static let waitMax: Duration = .seconds(3600)

    /// Waits after failures: doubling from two seconds to five minutes.
    static func pause(failures: Int) -> Duration {
        .seconds(min(1 << min(max(failures, 1), 9), 300))
    }
}
