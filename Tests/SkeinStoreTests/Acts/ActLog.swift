import SkeinCRDT
import SkeinStore
import SkeinWire

/// A log of acts by hand: steps in order, each an entry of its own, judged by the real reducer.
struct ActLog {
    static let lane = EntityID([7])
    static let shop = EntityID([8])
    static let alice = DeviceNumber(1)
    static let bob = DeviceNumber(2)

    var acts: [EntityID: ActRecord] = [:]
    var index: UInt64 = 10
    /// Log time (ms).
    var time: UInt64 = 1_000_000
    var policy = Policy.standard
    var removed: Set<DeviceNumber> = []
    var roles: [DeviceNumber: Role] = [:]

    mutating func wait(seconds: UInt64) { time += seconds * 1000 }

    /// Logs one step as it would stand in an operation; says why if it is void.
    @discardableResult
    mutating func log(
        _ request: ActRequest, _ act: EntityID, by device: DeviceNumber = Self.alice
    ) -> ActRefusal? {
        log(verb: request.verb.rawValue, request.values, act, by: device)
    }

    mutating func log(
        verb: String, _ arguments: [Value], _ act: EntityID, by device: DeviceNumber = Self.alice
    ) -> ActRefusal? {
        index += 1
        let outcome = ActReducer.apply(
            verb: verb, subject: act, arguments: arguments, to: acts[act],
            context: context(device, acts[act]))
        switch outcome {
        case .changed(let record): acts[act] = record
        case .void(let refusal): return refusal
        }
        return nil
    }

    func context(_ device: DeviceNumber, _ act: ActRecord?) -> ActContext {
        ActContext(
            index: index, position: 0, logTime: time, author: device,
            role: roles[device] ?? .sender, policy: policy,
            isActive: { !removed.contains($0) },
            isLaneBusy: acts.values.contains { other in
                other.lane == act?.lane && other.id != act?.id
                    && other.occupiesLane(isActive: { !removed.contains($0) })
            })
    }
}

/// The usual steps, with the arguments that make them valid.
extension ActLog {
    static func hash(_ byte: UInt8) -> ContentHash {
        ContentHash([UInt8](repeating: byte, count: 32))
    }

    mutating func enqueue(
        _ act: EntityID, lane: EntityID = Self.lane, hold: UInt64 = 0, notBefore: UInt64 = 0
    ) -> ActRefusal? {
        let wish = ActWish(
            lane: lane, resource: Self.shop, text: Self.hash(1), basis: nil, hold: hold,
            notBefore: notBefore)
        return log(.enqueue(wish), act)
    }

    mutating func claim(
        _ act: EntityID, by device: DeviceNumber = Self.alice, attempt: UInt64 = 1
    ) -> ActRefusal? {
        log(.claim(attempt: attempt), act, by: device)
    }

    mutating func intend(
        _ act: EntityID, by device: DeviceNumber = Self.alice, attempt: UInt64 = 1,
        fence: UInt64? = nil, version: UInt64 = 1, deadline: UInt64 = 30_000
    ) -> ActRefusal? {
        let plan = ActPlan(
            attempt: attempt, claimIndex: fence ?? acts[act]?.claimIndex ?? 0,
            textVersion: version, watermark: "w", bodyHash: [UInt8](repeating: 9, count: 32),
            deadline: deadline)
        return log(.intent(plan), act, by: device)
    }

    mutating func report(
        _ report: ActReport, _ act: EntityID, by device: DeviceNumber = Self.alice,
        attempt: UInt64 = 1
    ) -> ActRefusal? {
        log(.outcome(attempt: attempt, report), act, by: device)
    }

    mutating func reconcile(
        _ finding: ActFinding, _ act: EntityID, by device: DeviceNumber = Self.bob,
        attempt: UInt64 = 1
    ) -> ActRefusal? {
        log(.reconcile(attempt: attempt, finding), act, by: device)
    }

    mutating func decide(
        _ decision: ActDecision, _ act: EntityID, by device: DeviceNumber = Self.bob,
        attempt: UInt64 = 1
    ) -> ActRefusal? {
        log(.decide(attempt: attempt, decision), act, by: device)
    }

    /// Enqueued, claimed and announced by Alice.
    mutating func bringInFlight(_ act: EntityID) -> ActRefusal? {
        enqueue(act) ?? claim(act) ?? intend(act)
    }

    /// Reconciled as absent after the quarantine, claimed and announced again.
    mutating func bringInFlightAgain(_ act: EntityID, attempt: UInt64) -> ActRefusal? {
        wait(seconds: 215)
        return reconcile(.absent, act, attempt: attempt - 1)
            ?? claim(act, attempt: attempt) ?? intend(act, attempt: attempt)
    }
}

extension ActRecord {
    var claimIndex: UInt64? {
        if case .claimed(let claim) = state { claim.index } else { nil }
    }

    var evidence: ActEvidence? {
        if case .sent(let evidence) = state { evidence } else { nil }
    }
}
