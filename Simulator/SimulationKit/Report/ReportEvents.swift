/// One row of a report: an event of the trace, or what looking at a replica after it brought out.
struct ReportEvent: Hashable, Sendable {
    let time: Int64
    let node: String
    let kind: ReportKind
    let other: String
    let detail: String
    let message: UInt64
    /// A message of a poll that brought nothing.
    var isQuiet = false
}

/// Makes the rows of a report out of a trace and what was observed on the way.
struct ReportEvents {
    private(set) var rows: [ReportEvent] = []
    /// What a replica shows, by the row after which it shows it.
    private(set) var states: [(row: Int, observation: Observation)] = []
    private var isInConflict: [String: Set<String>] = [:]

    /// - Parameter polls: labels of requests that only ask for news.
    init(_ events: [TraceEvent], _ observations: [Observation], polls: Set<String>) {
        let quiet = QuietMessages.find(events, observations, polls: polls)
        var next = observations.startIndex
        for (number, event) in events.enumerated() {
            rows.append(
                ReportEvent(
                    time: event.time, node: event.node, kind: ReportKind(event),
                    other: event.other, detail: event.detail, message: event.message,
                    isQuiet: event.message != 0 && quiet.contains(event.message)))
            while next < observations.endIndex, observations[next].event == number {
                add(observations[next], after: event)
                next += 1
            }
        }
    }

    private mutating func add(_ observation: Observation, after event: TraceEvent) {
        states.append((rows.count - 1, observation))
        for fault in observation.faults {
            note(.disk, event, "fault", "its disk had a \(fault.rawValue)")
        }
        if let problem = observation.problem {
            note(.disk, event, "unreadable", "its files cannot be read as they are: \(problem)")
        }
        guard let conflicts = observation.conflicts else { return }
        let before = isInConflict[observation.device] ?? []
        let now = Set(conflicts.map { "\($0.entity) \($0.field)" })
        isInConflict[observation.device] = now
        for conflict in conflicts where !before.contains("\(conflict.entity) \(conflict.field)") {
            let values = conflict.contenders.map { "'\($0.text)' by \($0.device)" }
            note(
                .conflict, event, "\(conflict.entity) \(conflict.field)",
                "\(values.joined(separator: " against ")). \(conflict.why)")
        }
        for ended in before.subtracting(now).sorted() {
            note(.conflict, event, ended, "is no conflict any more")
        }
    }

    private mutating func note(
        _ kind: ReportKind, _ event: TraceEvent, _ other: String, _ detail: String
    ) {
        rows.append(
            ReportEvent(
                time: event.time, node: event.node, kind: kind, other: other, detail: detail,
                message: 0))
    }
}

/// Finds the polls that brought nothing: a page with thousands of them hides what happened.
private enum QuietMessages {
    private struct Route: Hashable {
        let device: String
        let service: String
        let label: String
    }

    static func find(
        _ events: [TraceEvent], _ observations: [Observation], polls: Set<String>
    ) -> Set<UInt64> {
        let observed = Set(observations.map(\.event))
        var waiting: [Route: [UInt64]] = [:]
        var requestByAnswer: [UInt64: UInt64] = [:]
        var quiet: Set<UInt64> = []
        for (number, event) in events.enumerated() {
            switch event.kind {
            case .sent where polls.contains(event.detail):
                let route = Route(device: event.node, service: event.other, label: event.detail)
                waiting[route, default: []].append(event.message)
            case .sent where event.detail.hasPrefix("200 to "):
                let label = String(event.detail.dropFirst("200 to ".count))
                let route = Route(device: event.other, service: event.node, label: label)
                guard let first = waiting[route]?.first else { continue }
                waiting[route]?.removeFirst()
                requestByAnswer[event.message] = first
            case .delivered:
                guard let request = requestByAnswer[event.message],
                    !observed.contains(number), !hasEffect(events, after: number)
                else { continue }
                quiet.formUnion([request, event.message])
            default: break
            }
        }
        return quiet
    }

    /// Whether the node that an answer reached did anything then but ask again.
    private static func hasEffect(_ events: [TraceEvent], after number: Int) -> Bool {
        let answer = events[number]
        for event in events[(number + 1)...] {
            guard event.time == answer.time else { return false }
            guard event.node == answer.node else { continue }
            switch event.kind {
            case .delivered: return false
            case .sent: continue
            default: return true
            }
        }
        return false
    }
}

extension RelayNode {
    /// What devices call their requests for entries.
    static let pollLabel = "relay: read entries"
}
