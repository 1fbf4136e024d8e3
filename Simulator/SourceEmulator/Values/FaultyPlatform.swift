import SkeinCRDT
import SkeinTransport

/// A platform whose calls go wrong as ordered.
protocol FaultyPlatform {
    var faults: FaultPlan { get set }
    /// Calls that a fault has put off.
    var delayed: [DelayedCall] { get set }

    /// Whether the call writes a message.
    func isSend(_ call: HTTPCall) -> Bool
    /// Applies what faults have put off until now, and whatever else comes with time.
    mutating func advance(to now: WallTime)
    mutating func serve(_ call: HTTPCall, now: WallTime) -> EmulatorReply
    /// What the platform itself says to a call that it does not carry out.
    mutating func refusal(_ fault: Fault, now: WallTime) -> HTTPAnswer
}

extension FaultyPlatform {
    mutating func handleWithFaults(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        advance(to: now)
        guard let fault = faults.take(isSend: isSend(call)) else {
            return serve(call, now: now)
        }
        switch fault.kind {
        case .silence:
            _ = serve(call, now: now)
            return .silence
        case .dropAnswer:
            _ = serve(call, now: now)
            return .drop
        case .dropRequest, .stop: return .drop
        case .late:
            delayed.append(DelayedCall(call: call, at: now + fault.delay))
            return .drop
        case .tooMany, .unauthorized, .forbidden, .errorBefore:
            return .answer(refusal(fault, now: now))
        case .errorAfter:
            _ = serve(call, now: now)
            return .answer(refusal(fault, now: now))
        case .nonsense:
            _ = serve(call, now: now)
            return .answer(.nonsense)
        }
    }

    /// Applies what faults have put off until now.
    mutating func applyDelayed(to now: WallTime) {
        let due = delayed.filter { $0.at <= now }.sorted { $0.at < $1.at }
        delayed.removeAll { $0.at <= now }
        for entry in due { _ = serve(entry.call, now: entry.at) }
    }
}

/// A call to be carried out later than it came.
struct DelayedCall: Hashable, Sendable {
    var call: HTTPCall
    var at: WallTime
}
