package import SkeinCRDT
package import SkeinStore
import SkeinTransport
package import SkeinWire

/// Keeps one replica and its relay in step: pull, verify, ingest, seal, push.
///
/// Pulls to the newest checkpoint before it seals; shows nothing that a stored checkpoint does not
/// cover; repeats a sealed batch byte for byte until the log shows it.
package final class SyncEngine: Engine {
    let store: ReplicaStore
    let keys: DeviceKeys
    let address: RelayAddress
    let calls: RelayCalls
    var random: AnyGenerator

    enum Pull: Hashable {
        case idle
        case asked(id: UInt64)
        /// Asked to be told of news; the relay holds the answer back.
        case listening(id: UInt64)
        case pausing(until: MonotonicTime)
    }

    enum Push: Hashable {
        case idle
        case asked(id: UInt64)
        /// The relay has it; it counts when the verified log shows it. Where a request is held for
        /// news, news of it is overdue at that time.
        case landed(overdue: MonotonicTime?)
        case pausing(until: MonotonicTime)
    }

    var pull = Pull.idle
    var push = Push.idle
    var pullBackoff = Backoff()
    /// Shorter: an upload is tried only while the relay answers what is read.
    var pushBackoff = Backoff(most: 20_000)
    /// Pulled, but not yet covered by a checkpoint whose root was recomputed.
    var buffer: [PulledEntry] = []
    /// Answers in a row that did not fit the relay's signature or an earlier one.
    package internal(set) var contradictions = 0
    /// Under way where the log that the relay hands out may not be the one that is held here.
    var audit: LogAudit?
    var lastCallID: UInt64 = 0
    /// When the relay was asked to be told of news; nil once something else was asked.
    var listenedAt: MonotonicTime?
    /// A round was asked for while a call was under way: should that fail, the next try follows
    /// without a pause.
    var isWished = false
    var isEnabled = true
    /// True while the relay is asked to hold requests for news.
    package var isLive: Bool
    package internal(set) var status = SyncStatus()

    /// Contradictory answers in a row before a person is told, and the whole log is compared.
    static let contradictionsMax = 3
    /// How long after a receipt the request that is held for news may stay without an answer: on a
    /// connection that died silently it would for more than a minute.
    static let newsGrace: Duration = .seconds(2)
    /// An answer that comes sooner and brings nothing was not waited with.
    static let newsPause: Duration = .seconds(1)
    /// Holds the id of the device that was found to be in use at another place as well.
    package static let copiedKey = "sync/copied"

    package init(
        store: ReplicaStore, keys: DeviceKeys, address: RelayAddress, isLive: Bool,
        random: any RandomNumberGenerator & Sendable
    ) {
        self.store = store
        self.keys = keys
        self.address = address
        self.isLive = isLive
        self.random = AnyGenerator(random)
        calls = RelayCalls(address: address)
        // A store that cannot be read says so at the first pull.
        if (try? store.local(Self.copiedKey)) == keys.id.bytes { status.stop = .identityCopied }
    }

    package func handle(_ event: EngineEvent, now: Instant) -> [EngineAction] {
        guard isEnabled else { return [] }
        defer { checkInvariants() }
        switch event {
        case .start: return status.stop == .identityCopied ? stopCopied() : startPull(now: now)
        case .tick: return afterPause(now: now)
        case .answered(let id, let outcome): return answered(id, outcome, now: now)
        case .recorded: return canPush ? startPush(now: now) : []
        case .ingested, .online, .stopped: return []
        }
    }

    package func isBusy(now: Instant) -> Bool {
        guard isEnabled, status.stop == nil else { return false }
        if case .asked = pull { return true }
        if case .asked = push { return true }
        // The relay has it: the log is about to show it, unless the relay has gone since.
        if case .pausing = pull { return false }
        if case .landed = push { return true }
        return false
    }

    /// Work without the relay (false) or with it again (true).
    package func setEnabled(_ enabled: Bool, now: Instant) -> [EngineAction] {
        guard enabled != isEnabled else { return [] }
        defer { checkInvariants() }
        isEnabled = enabled
        (pull, push, buffer, audit) = (.idle, .idle, [], nil)
        pullBackoff.reset()
        pushBackoff.reset()
        isWished = false
        status.contact = .unknown
        return enabled ? startPull(now: now) : []
    }

    /// Pulls and pushes at once, whatever pause was planned; what is under way may still succeed,
    /// and is repeated at once should it fail.
    package func syncNow(now: Instant) -> [EngineAction] {
        guard isEnabled, status.stop == nil else { return [] }
        defer { checkInvariants() }
        if case .pausing = push { push = .idle }
        switch (pull, push) {
        case (.idle, _), (.pausing, _): return startPull(now: now)
        case (.asked, _), (.listening, .asked):
            isWished = true
            return []
        case (.listening, .landed(overdue: .some)): return []
        case (.listening, _):
            let upload = canPush ? startPush(now: now) : []
            // Whether the request that is held for news still stands, nobody knows.
            return upload.isEmpty ? startPull(now: now) : upload
        }
    }

    // MARK: Steps

    private func afterPause(now: Instant) -> [EngineAction] {
        var actions: [EngineAction] = []
        if case .pausing(let end) = pull, now.monotonic >= end {
            actions += startPull(now: now)
        }
        if case .pausing(let end) = push, now.monotonic >= end {
            push = .idle
            if canPush { actions += startPush(now: now) }
        }
        if case .landed(let overdue?) = push, now.monotonic >= overdue {
            push = .landed(overdue: nil)
            if case .listening = pull { actions += startPull(now: now) }
        }
        return actions
    }

    private func answered(
        _ id: UInt64, _ outcome: HTTPOutcome, now: Instant
    ) -> [EngineAction] {
        if pull == .asked(id: id) || pull == .listening(id: id) {
            pull = .idle
            return pulled(RelayAnswers.entries(outcome), now: now)
        }
        if push == .asked(id: id) {
            push = .idle
            return pushed(RelayAnswers.receipt(outcome), now: now)
        }
        return []
    }

    func startPull(now: Instant) -> [EngineAction] {
        guard status.stop == nil else { return [] }
        lastCallID += 1
        listenedAt = nil
        pull = .asked(id: lastCallID)
        let from = audit?.size ?? store.logSize + UInt64(buffer.count)
        return [.call(id: lastCallID, calls.entries(from: from, wait: .zero))]
    }

    func listen(now: Instant) -> [EngineAction] {
        lastCallID += 1
        listenedAt = now.monotonic
        pull = .listening(id: lastCallID)
        return [
            .call(id: lastCallID, calls.entries(from: store.logSize, wait: RelayCalls.newsWait))
        ]
    }

    func pausePull(now: Instant) -> [EngineAction] {
        if isWished {
            isWished = false
            return startPull(now: now)
        }
        let end = now.monotonic + pullBackoff.next(using: &random)
        pull = .pausing(until: end)
        return [.wake(end)]
    }

    func pausePush(now: Instant) -> [EngineAction] {
        if isWished {
            isWished = false
            push = .idle
            return canPush ? startPush(now: now) : []
        }
        let end = now.monotonic + pushBackoff.next(using: &random)
        push = .pausing(until: end)
        return [.wake(end)]
    }

    func stopCopied() -> [EngineAction] {
        stop(.identityCopied, code: "device.copied", detail: "own unknown entries found")
    }

    /// Nothing is written any more until a person acts.
    func stop(_ reason: SyncStatus.Stop, code: String, detail: String) -> [EngineAction] {
        status.stop = reason
        (pull, push, buffer, audit) = (.idle, .idle, [], nil)
        return [.notice(Notice(.alarm, code, detail: detail))]
    }
}
