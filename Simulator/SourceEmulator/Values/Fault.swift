/// Something that goes wrong with the next calls to a platform.
package struct Fault: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Carried out; the connection is closed without an answer.
        case dropAnswer = "drop-answer"
        /// Carried out; the connection stays open and no answer ever comes.
        case silence
        /// Not carried out; the connection is closed without an answer.
        case dropRequest = "drop-request"
        /// Carried out after `delay`; the connection is closed at once.
        case late
        /// Not carried out.
        case tooMany = "429"
        case unauthorized = "401"
        case forbidden = "403"
        case errorBefore = "500-before"
        /// Carried out, answered with 500.
        case errorAfter = "500-after"
        /// Carried out, answered with 200 and a body that is none of the platform's.
        case nonsense
        /// As `dropRequest`, but for every kind of call.
        case stop
    }

    package enum Target: String, Sendable { case send, read, any }

    package var kind: Kind
    package var target: Target
    /// How many more calls it befalls.
    package var times: Int
    /// For `late`: until it is applied. For `tooMany`: how long the caller is told to wait.
    package var delay: Duration

    package init(
        _ kind: Kind, on target: Target? = nil, times: Int = 1, delay: Duration = .seconds(5)
    ) {
        self.kind = kind
        self.target = target ?? (kind == .stop ? .any : .send)
        self.times = times
        self.delay = delay
    }
}

/// The faults still to come on one platform, first come first served.
package struct FaultPlan: Hashable, Sendable {
    package private(set) var faults: [Fault] = []

    package mutating func add(_ fault: Fault) { faults.append(fault) }
    package mutating func clear() { faults.removeAll() }

    /// The fault that befalls this call, used up by one.
    mutating func take(isSend: Bool) -> Fault? {
        let place = faults.firstIndex {
            $0.times > 0 && ($0.target == .any || ($0.target == .send) == isSend)
        }
        guard let place else { return nil }
        let fault = faults[place]
        faults[place].times -= 1
        if faults[place].times == 0 { faults.remove(at: place) }
        return fault
    }
}
