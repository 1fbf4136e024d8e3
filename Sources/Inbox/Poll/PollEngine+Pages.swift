import InboxSources
import SkeinCRDT
package import SkeinStore
import SkeinSync
package import SkeinWire

/// Cursors, problems and what is kept of them on this device.
extension PollEngine {
    private static func cursorKey(_ source: EntityID) -> String {
        "poll/cursor/" + Hex.encode(source.bytes)
    }

    private static func statusKey(_ source: EntityID) -> String {
        "poll/status/" + Hex.encode(source.bytes)
    }

    func cursor(_ source: EntityID) throws(StoreError) -> SourceCursor? {
        try store.local(Self.cursorKey(source)).map {
            SourceCursor(String(decoding: $0, as: UTF8.self))
        }
    }

    /// Moves the cursor on if the page is in the store; else the page is asked for again.
    ///
    /// Where that makes the platform forget the page, not before the log has it: until then another
    /// device can still read what this one may never be able to tell.
    func finishStoring(
        _ poller: inout SourcePoller, _ reading: SourcePoller.Reading,
        _ source: SourceRecord, _ adapter: any SourceAdapter, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        let page = reading.page
        let states = try reading.entities.map { (id) throws(StoreError) in try store.entity(id) }
        guard states.allSatisfy({ $0 != nil }) else {
            poller.failures += 1
            poller.phase = .pausing(
                until: now.monotonic + SourcePoller.pause(failures: poller.failures))
            // A list's page is asked for again from its beginning.
            poller.walk = nil
            return []
        }
        if adapter.rules.forgetsRead, !states.allSatisfy({ $0?.isInLog ?? false }) {
            poller.failures = 0
            var waiting = reading
            waiting.awaitsLog = true
            let isOver = now.monotonic >= reading.at + SourcePoller.logWait
            poller.phase = isOver ? .pausing(until: now.monotonic) : .storing(waiting)
            return []
        }
        guard poller.walk == nil else { return try goOn(&poller, source, adapter, now: now) }
        if let cursor = page.cursor, try self.cursor(source.id) != cursor {
            try store.setLocal(Self.cursorKey(source.id), Array(cursor.text.utf8))
        }
        poller.failures = 0
        let least = Self.leastPause(adapter.rules)
        poller.phase = .pausing(
            until: now.monotonic + (page.more ? least : max(adapter.rules.pollEvery, least)))
        if let problem = reading.problem {
            let actions = try failed(poller, problem, source, now: now)
            poller = pollerByID[source.id] ?? poller
            return actions
        }
        guard !page.more else { return [] }
        poller.isCaughtUp = true
        let hasRecovered = poller.keepsProblem
        poller.keepsProblem = false
        poller.status.problem = nil
        poller.status.problemSince = nil
        // Not at every success: each costs a sync of the disk.
        let isNews = poller.status.lastSuccess.map { now.wall - $0 >= .seconds(60) } ?? true
        if hasRecovered || isNews {
            poller.status.lastSuccess = now.wall
            try keep(poller.status, source.id)
        }
        return []
    }

    /// Between two calls that follow on each other.
    static func leastPause(_ rules: SourceRules) -> Duration {
        .milliseconds(rules.period.wholeMilliseconds / Int64(max(rules.callsPerPeriod, 1)))
    }

    /// Backs off; says so where it is news.
    func failed(
        _ poller: SourcePoller, _ problem: SourceProblem, _ source: SourceRecord, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        var poller = poller
        poller.failures += 1
        let wait = min(problem.wait ?? .zero, SourcePoller.waitMax)
        let pause = max(wait, SourcePoller.pause(failures: poller.failures))
        poller.phase = .pausing(until: now.monotonic + pause)
        let isNews = poller.status.problem?.code != problem.code
        poller.status.problem = problem
        if isNews {
            poller.status.problemSince = now.wall
            poller.keepsProblem = true
        }
        pollerByID[source.id] = poller
        guard isNews else { return [] }
        try keep(poller.status, source.id)
        // A single rate limit is business as usual.
        if case .limited = problem { return [] }
        let notice = Notice(
            problem.needsPerson ? .alarm : .warning, "source.\(problem.code)",
            subject: source.id, detail: problem.detail)
        return [.notice(notice)]
    }

    // MARK: Status over restarts: lines `last success ms`, `problem code`, `since ms`, `detail`

    private func keep(_ status: PollStatus, _ source: EntityID) throws(StoreError) {
        let lines = [
            status.lastSuccess.map { String($0.milliseconds) } ?? "",
            status.problem?.code ?? "",
            status.problemSince.map { String($0.milliseconds) } ?? "",
            status.problem?.detail ?? "",
        ]
        try store.setLocal(
            Self.statusKey(source), Array(lines.joined(separator: "\n").utf8))
    }

    /// How polling went when it was last tried on this device, also by an earlier run.
    package static func storedHealth(
        _ source: EntityID, _ store: ReplicaStore
    ) throws(StoreError) -> SourceHealth {
        var health = try storedPoll(source, store)
        health.tokenEnds = try storedTokenEnd(source, store)
        return health
    }

    private static func storedPoll(
        _ source: EntityID, _ store: ReplicaStore
    ) throws(StoreError) -> SourceHealth {
        guard let bytes = try store.local(statusKey(source)) else { return SourceHealth() }
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", maxSplits: 3, omittingEmptySubsequences: false)
            .map(String.init)
        guard lines.count == 4 else { return SourceHealth() }
        let times = [0, 2].map { place in
            Int64(lines[place]).map { WallTime(milliseconds: $0) }
        }
        return SourceHealth(
            lastSuccess: times[0], problemCode: lines[1].isEmpty ? nil : lines[1],
            problemSince: times[1], detail: lines[3])
    }
}

extension EntityState {
    /// Whether some of it is more than this device's own word.
    fileprivate var isInLog: Bool {
        cells.values.contains { $0.contains { !$0.key.isUnsent } }
    }
}
