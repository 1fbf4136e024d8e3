/// What a report shows of an event: its symbol and its name. The page knows each by its raw value.
enum ReportKind: String, Hashable, Sendable, CaseIterable {
    case violation, conflict, command, recorded, merged, refused, notice
    case network, clock, disk, adversary, expect
    case started, ended, crashed
    case lost, sent, delivered, other

    /// - Parameter merged: whether the replica shows something else since this event.
    init(_ event: TraceEvent) {
        self =
            switch event.kind {
            case .step: Self.ofStep(event)
            case .recorded: .recorded
            case .refused: .refused
            case .ingested: .merged
            case .conflict: .conflict
            case .notice: .notice
            case .sent: .sent
            case .delivered, .answered: .delivered
            case .lost: .lost
            case .started: .started
            case .ended: .ended
            case .crashed: .crashed
            case .violation: .violation
            case .sealed, .disk: .other
            }
    }

    private static func ofStep(_ event: TraceEvent) -> ReportKind {
        if event.node == Expectation.subject { return .expect }
        switch event.detail.prefix(while: { $0 != " " }) {
        case "partition", "cut", "heal", "clog", "unclog", "offline", "online": return .network
        case "clock": return .clock
        case "disk", "keep", "restore", "clone", "crash-after", "crash-calling":
            return .disk
        case "lie", "honest", "hostile": return .adversary
        default: return .command
        }
    }
}
