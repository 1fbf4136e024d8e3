import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire

/// Pulling: what the relay hands out counts only after the checks of C7.
extension SyncEngine {
    func pulled(_ reply: RelayReply<LogPage>, now: Instant) -> [EngineAction] {
        switch reply {
        case .done(let page):
            return take(page, now: now)
        case .unreachable(let failure):
            return lostContact(.unreachable(failure.detail), now: now)
        case .notTheRelay:
            return lostContact(.notTheRelay, now: now)
        case .refused(let status, let code, _):
            return lostContact(.refused("\(code) (\(status))"), now: now)
        case .malformed(let detail):
            return contradiction("an answer that cannot be read: \(detail)", now: now)
        }
    }

    private func lostContact(_ contact: SyncStatus.Contact, now: Instant) -> [EngineAction] {
        let isNews = status.contact != contact
        status.contact = contact
        (buffer, audit) = ([], nil)
        let pause = pausePull(now: now)
        guard isNews else { return pause }
        return [.notice(Notice(.warning, contact.code, detail: contact.detail))] + pause
    }

    private func take(_ page: LogPage, now: Instant) -> [EngineAction] {
        do {
            let signed = try address.verifier.verify(page.note, origin: address.origin)
            status.clockSkew = signed.time - now.wall
            guard audit == nil else { return try examine(signed.checkpoint, page, now: now) }
            buffer += page.items
            return try weigh(signed.checkpoint, page: page, now: now)
        } catch let error as StoreError {
            return storeFailed(error)
        } catch {
            return contradiction("its signature does not hold: \(error)", now: now)
        }
    }

    /// Compares the signed checkpoint with what is held and was pulled.
    private func weigh(
        _ checkpoint: Checkpoint, page: LogPage, now: Instant
    ) throws -> [EngineAction] {
        let known = try store.checkpoint().map { note in
            try address.verifier.verify(note, origin: address.origin).checkpoint
        }
        let held = store.logSize + UInt64(buffer.count)
        if let known, checkpoint.size < known.size {
            return contradiction(
                "its log has \(checkpoint.size) entries, it had \(known.size)", now: now)
        }
        if let known, checkpoint.size == known.size, checkpoint.root != known.root {
            return try stopForked(page.note, size: known.size, now: now)
        }
        if held < checkpoint.size {
            guard !page.items.isEmpty else {
                return contradiction("entries up to \(checkpoint.size) are withheld", now: now)
            }
            return startPull(now: now)
        }
        #if PLANTED_BUGS
            if planted(.rootNotRecomputed), held == checkpoint.size {
                return try complete(note: page.note, now: now)
            }
        #endif
        guard held == checkpoint.size, rootOfPulled() == checkpoint.root else {
            let actions = contradiction(Self.wrongRoot, now: now)
            if contradictions >= Self.contradictionsMax, let known { audit = LogAudit(known) }
            return actions
        }
        return try complete(note: page.note, now: now)
    }

    private func rootOfPulled() -> [UInt8]? {
        guard var frontier = store.log?.frontier else { return nil }
        for pulled in buffer { frontier.append(pulled.entry.leafHash) }
        return frontier.root
    }

    /// The log is complete up to a checkpoint whose root was recomputed: store it, then ingest.
    private func complete(note: [UInt8], now: Instant) throws -> [EngineAction] {
        var actions: [EngineAction] = []
        let wasReached = status.isReachable
        let bringsNothing = buffer.isEmpty
        try store.keepCheckpoint(note)
        let pending = buffer.isEmpty ? nil : try store.pendingBatch()?.id
        let before = store.log?.head(of: keys.id)
        // A rebuilt store meets its own entries again; and what it had under way may still arrive.
        let isKnown = store.isRebuilding
        let report = try store.ingest(buffer)
        let head = store.log?.head(of: keys.id)
        // Counters alone do not tell: a copy that is used on gives out the same ones.
        let isForeign =
            head != before && head?.headerHash != pending && !isKnown && !report.isTakenBack
        if let rebuilt = try store.finishRebuild() { actions.append(.notice(Notice(rebuilt))) }
        buffer = []
        contradictions = 0
        pullBackoff.reset()
        isWished = false
        status.contact = .reached
        status.lastComplete = now.wall
        try store.setLastCompleteSync(now.wall)
        status.voidEntries += report.voidEntries.count
        for (index, reason) in report.voidEntries.sorted(by: { $0.key < $1.key }) {
            actions.append(
                .notice(Notice(.warning, "log.voidEntry", detail: "entry \(index): \(reason)")))
        }
        if !wasReached { actions.append(.notice(Notice(.information, "relay.reached"))) }
        if report.identityCopied || isForeign {
            #if PLANTED_BUGS
                if planted(.copyNotNoticed) { return actions + listen(now: now) }
            #endif
            // Kept, so that a restart does not let the copy write.
            try store.setLocal(Self.copiedKey, keys.id.bytes)
            return actions + stopCopied()
        }
        actions += try lookForLanded(now: now)
        // The uploads' pause was for a relay that was out of reach.
        if !wasReached, case .pausing = push { push = .idle }
        if canPush { actions += startPush(now: now) }
        // Sealing may have stopped it.
        guard pull == .idle, status.stop == nil, isLive else { return actions }
        // A relay that is asked to wait for news and answers without any would be asked for ever.
        let isHasty = listenedAt.map { now.monotonic - $0 < Self.newsPause } ?? false
        return actions + (isHasty && bringsNothing ? pausePull(now: now) : listen(now: now))
    }

    /// Believed in nothing and asked again after a pause. It may be somebody on the way: only what
    /// the relay has signed can make writing stop for good.
    func contradiction(_ detail: String, now: Instant) -> [EngineAction] {
        (buffer, audit) = ([], nil)
        contradictions += 1
        status.contact = .contradicted(detail)
        var actions = pausePull(now: now)
        if contradictions == 1 {
            actions.append(.notice(Notice(.warning, "relay.refusedAnswer", detail: detail)))
        } else if contradictions == Self.contradictionsMax {
            actions.append(.notice(Notice(.alarm, "relay.contradicts", detail: detail)))
        }
        return actions
    }

    func storeFailed(_ error: StoreError) -> [EngineAction] {
        if case .stopped(_, let reason) = error {
            return stop(.updateNeeded(reason), code: "log.updateNeeded", detail: reason)
        }
        return stop(
            .store(error), code: "store.failed",
            detail: String(describing: error))
    }
}

extension Notice {
    fileprivate init(_ report: RebuildReport) {
        self.init(
            .information, "store.rebuilt",
            detail: "\(report.takenBack) unsent edits taken back, \(report.known) were in the log")
    }
}

extension SyncStatus.Contact {
    fileprivate var code: String {
        switch self {
        case .unknown, .reached: "relay.reached"
        case .unreachable: "relay.unreachable"
        case .contradicted: "relay.contradicts"
        case .notTheRelay: "relay.notTheRelay"
        case .refused: "relay.refused"
        }
    }

    fileprivate var detail: String {
        switch self {
        case .unreachable(let detail), .refused(let detail), .contradicted(let detail): detail
        case .unknown, .reached, .notTheRelay: ""
        }
    }
}
