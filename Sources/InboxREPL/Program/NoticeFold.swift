package import SkeinCRDT

/// Turns a stream of notices into at most one line a second, so that a burst does not push the
/// operator's screen away. Pure: given notices and the time, it returns lines.
package struct NoticeFold: Sendable {
    /// Between two lines.
    package static let spacing = Duration.seconds(1)
    /// More than this many notices at once are counted instead of kept.
    static let keptMax = 200

    private var waiting: [Notice] = []
    private var dropped = 0
    private var lastLine: MonotonicTime?

    package init() {}

    package var isEmpty: Bool { waiting.isEmpty }

    package mutating func add(_ notice: Notice) {
        if waiting.count < Self.keptMax { waiting.append(notice) } else { dropped += 1 }
    }

    /// When the next line may be shown; nil where nothing waits.
    package func due(now: MonotonicTime) -> MonotonicTime? {
        guard !waiting.isEmpty else { return nil }
        guard let lastLine else { return now }
        return max(now, lastLine + Self.spacing)
    }

    /// The line that is due, if one is: a single notice as it is, several messages as a count by
    /// source. Notices that ask for an action are never folded away and come first.
    package mutating func line(
        now: MonotonicTime, _ words: (Notice) -> String, _ language: Language
    ) -> String? {
        guard let due = due(now: now), due <= now else { return nil }
        lastLine = now
        if let place = waiting.firstIndex(where: { !$0.isFoldable }) {
            return words(waiting.remove(at: place))
        }
        let all = waiting
        let lost = dropped
        (waiting, dropped) = ([], 0)
        if all.count == 1, lost == 0 { return words(all[0]) }
        return Self.fold(all, lost: lost, language)
    }

    private static func fold(_ notices: [Notice], lost: Int, _ language: Language) -> String {
        var countBySource: [String: Int] = [:]
        for case .message(let source, chat: _, buyer: _, text: _) in notices {
            countBySource[source, default: 0] += 1
        }
        let messages = countBySource.values.reduce(0, +)
        let others = notices.count - messages + lost
        let sources = countBySource.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\(Printable.neutralise($0.key)) \($0.value)" }.joined(separator: ", ")
        var parts: [String] = []
        if messages > 0 {
            parts.append(
                Catalogue.text(.noticeFolded, [.number(messages), .text(sources)], language))
        }
        if others > 0 { parts.append(Catalogue.text(.noticeMore, [.number(others)], language)) }
        return parts.joined(separator: "; ")
    }
}

extension Notice {
    /// What may be counted instead of shown: nothing that a person has to act upon.
    var isFoldable: Bool {
        switch self {
        case .message, .changed, .sent, .connected, .disconnected, .joined: true
        case .rejected, .needsDecision, .conflict, .sourceStopped, .tokenEnds, .updateNeeded,
            .alarm:
            false
        }
    }
}
