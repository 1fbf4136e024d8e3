import SkeinStore

extension OutboxRow.State {
    /// The state of an act at a moment (ms of the calendar clock or of the log, whichever is
    /// later): a first attempt whose time has not come is shown as held.
    init(_ act: ActRecord, now: UInt64) {
        self =
            switch act.state {
            case .held: .held
            case .queued(let notBefore): act.attempt == 1 && notBefore > now ? .held : .queued
            case .claimed: .claimed
            case .inflight: .inflight
            case .sent: .sent
            case .rejected: .rejected
            case .unknown: .unknown
            case .cancelled: .cancelled
            case .dropped: .dropped
            }
    }

    /// The open states as the store writes them, for `IN (…)`.
    static let openSQL = allCases.filter(\.isOpen).map { "'\($0.rawValue)'" }
        .joined(separator: ", ")
}
