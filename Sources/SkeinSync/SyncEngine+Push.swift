import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire

/// Pushing: own unsent edits, sealed over the newest checkpoint, one batch at a time.
extension SyncEngine {
    /// Only with the log complete, and nothing else under way.
    var canPush: Bool {
        guard push == .idle, status.stop == nil, status.isReachable, store.member?.isActive == true
        else { return false }
        if case .asked = pull { return false }
        return true
    }

    func startPush(now: Instant) -> [EngineAction] {
        do {
            guard let batch = try waitingBatch() else { return [] }
            lastCallID += 1
            push = .asked(id: lastCallID)
            return [.call(id: lastCallID, calls.append(batch))]
        } catch let error as StoreError {
            return storeFailed(error)
        } catch {
            return stop(
                .store(.inconsistent(String(describing: error))), code: "store.failed",
                detail: "cannot seal: \(error)")
        }
    }

    /// The sealed batch on its way, or a new one; nil if nothing is unsent.
    private func waitingBatch() throws -> SealedBatch? {
        guard let log = store.log else { throw StoreError.notJoined }
        let head = log.head(of: keys.id)
        if let pending = try store.pendingBatch() {
            let header = try BatchHeader.decode(pending.header)
            let fits =
                header.seq == head.seq + 1 && header.previous == head.headerHash
                && header.epoch == log.membership.epoch
            #if PLANTED_BUGS
                if planted(.resealedAlways) { try store.dropPending(); return try waitingBatch() }
            #endif
            if fits { return pending }
            // The verified log shows that it can never become valid (rule 4).
            try store.dropPending()
        }
        let (operations, contents) = try store.nextBatch()
        guard let last = operations.last else { return nil }
        let epoch = log.membership.epoch
        guard let epochKey = store.epochKey(epoch) else {
            throw StoreError.inconsistent("the key of epoch \(epoch) is missing")
        }
        let context = SealContext(after: log, keys: keys, epochKey: epochKey)
        let batch = try Batch.seal(
            operations: operations, contents: contents,
            known: { try self.store.firstDot(of: $0) }, context: context, random: &random)
        try store.keepPending(batch, lastCounter: last.dot.counter)
        return batch
    }

    /// The relay has the batch. News of it may have been faster than the receipt: then the log
    /// shows it already, and nothing else would set the next batch going.
    private func landed(now: Instant) -> [EngineAction] {
        do {
            guard try store.pendingBatch() == nil else {
                guard case .listening = pull else {
                    push = .landed(overdue: nil)
                    return startPull(now: now)
                }
                let overdue = now.monotonic + Self.newsGrace
                push = .landed(overdue: overdue)
                return [.wake(overdue)]
            }
        } catch {
            return storeFailed(error)
        }
        pushBackoff.reset()
        push = .idle
        return canPush ? startPush(now: now) : []
    }

    /// Whether the log, as just pulled, shows the batch that the relay has said it has. If it was
    /// asked for after that and does not, the relay has lost the batch: sent again after a pause.
    func lookForLanded(now: Instant) throws -> [EngineAction] {
        guard case .landed(let overdue) = push else { return [] }
        guard try store.pendingBatch() != nil else {
            pushBackoff.reset()
            push = .idle
            return []
        }
        #if PLANTED_BUGS
            if planted(.lostPushLanded) { return [] }
        #endif
        return overdue == nil ? pausePush(now: now) : []
    }

    func pushed(_ reply: RelayReply<AppendAnswer>, now: Instant) -> [EngineAction] {
        switch reply {
        case .done:
            // The receipt's note is not needed: the log itself will show the entry.
            return landed(now: now)
        case .refused(_, let code, let detail):
            #if PLANTED_BUGS
                if planted(.refusedIsLanded) {
                    push = .landed(overdue: now.monotonic + .seconds(31_536_000))
                    return []
                }
            #endif
            // Someone was faster, or this device is out of date: look at the log before a new try.
            let notice = Notice(.warning, "relay.refusedBatch", detail: "\(code): \(detail)")
            var actions: [EngineAction] = [.notice(notice)]
            actions += pausePush(now: now)
            switch pull {
            // The request that is held for news should have told of it: it may have died silently.
            case .idle, .listening: return actions + startPull(now: now)
            case .asked, .pausing: return actions
            }
        case .unreachable, .notTheRelay, .malformed:
            #if PLANTED_BUGS
                if planted(.lostPushLanded) {
                    push = .landed(overdue: nil)
                    return []
                }
            #endif
            var actions: [EngineAction] = []
            // The request that is held for news may have died as silently.
            if case .listening = pull { actions += startPull(now: now) }
            return actions + pausePush(now: now)
        }
    }
}
