import Inbox
import Skein
import SkeinStore
import SkeinSync
import SkeinWire

extension LiveSession {
    package func syncOnce(
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws -> SyncReport {
        try await sync(until: nil)
    }

    package func syncUntilSettled(
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws -> SyncReport {
        progress(.waiting(open: try await desk { try $0.counts() }.openReplies))
        return try await sync { store in
            // A failing read must not keep the wait from ending.
            (try? store.acts())?.contains { $0.state.isUnderWay } != true
        }
    }

    private func sync(
        until isSettled: (@Sendable (ReplicaStore) -> Bool)?
    ) async throws -> SyncReport {
        guard await replica.hasWorkspace else { throw SessionError.noWorkspace }
        guard await isWantedOnline else { return try await report(since: nil, .offline) }
        let before = try await standing()
        if loop.withLock({ $0 != nil }) {
            await replica.syncNow()
            await replica.waitUntilQuiet(isSettled ?? { _ in true })
        } else {
            try await Self.translating {
                if let isSettled {
                    try await replica.run(untilSettled: isSettled)
                } else {
                    try await replica.runOnce()
                }
            }
        }
        return try await report(since: before, await contact())
    }

    // MARK: The report

    private struct Standing: Sendable {
        var logSize: UInt64
        var batches: UInt64
        var tallies: [String: SourceTally]
    }

    private func standing() async throws -> Standing {
        let tallies = try await sourceTallies()
        return try await replica.perform { store, _, _ in
            let head = store.device.flatMap { store.log?.head(of: $0) }
            return Standing(logSize: store.logSize, batches: head?.seq ?? 0, tallies: tallies)
        }
    }

    private func contact() async -> RelayContact {
        let status = await replica.syncStatus
        if let stop = status?.stop { return .stopped(SessionError(stop)) }
        if status?.contact == .notTheRelay {
            return .notARelay(url: replica.secrets.current.relayURL ?? "")
        }
        return switch await network() {
        case .online, .unset: .reached
        case .offline: .offline
        case .unreachable(let detail): .unreachable(detail: detail)
        }
    }

    private func report(since before: Standing?, _ contact: RelayContact) async throws -> SyncReport
    {
        let now = try await standing()
        let before = before ?? now
        let counts = try await desk { try $0.counts() }
        return SyncReport(
            entriesPulled: Int(clamping: now.logSize - before.logSize),
            batchesPushed: Int(clamping: now.batches - before.batches), relay: contact,
            sources: try await sourceReports(since: before.tallies), held: counts.heldReplies,
            open: counts.openReplies,
            undecided: counts.unknownReplies, unsent: counts.unsentOperations)
    }
}

extension ActState {
    /// Something will still happen without a person: a reply in its first seconds is queued until
    /// a time, whereas a held one has been put aside until somebody releases it.
    var isUnderWay: Bool {
        switch self {
        case .queued, .claimed, .inflight: true
        case .held, .sent, .rejected, .unknown, .cancelled, .dropped: false
        }
    }
}
