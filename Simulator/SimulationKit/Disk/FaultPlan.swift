import SkeinCRDT

/// Which calls of a disk fail, and how often each fault has happened.
struct FaultPlan: Sendable {
    private struct Armed: Sendable {
        let fault: DiskFault
        var callsLeft: Int
        let path: String?
    }

    private(set) var callCount = 0
    private(set) var fired: [DiskFault: Int] = [:]
    private var armed: [Armed] = []
    private var perMillionByFault: [DiskFault: Int] = [:]

    mutating func arm(_ fault: DiskFault, onCall number: Int, path: String?) {
        armed.append(Armed(fault: fault, callsLeft: number, path: path))
    }

    mutating func setRate(_ fault: DiskFault, perMillion: Int) {
        perMillionByFault[fault] = perMillion
    }

    mutating func clear() {
        armed = []
        perMillionByFault = [:]
    }

    mutating func nextNumber() -> Int {
        callCount += 1
        return callCount
    }

    mutating func count(_ fault: DiskFault, _ times: Int = 1) {
        if times > 0 { fired[fault, default: 0] += times }
    }

    /// The fault that meets a call: an armed one before one by rate, one at most.
    mutating func fault(for call: DiskCall, _ random: inout SplitMix64) -> DiskFault? {
        var found: DiskFault?
        for place in armed.indices {
            let candidate = armed[place]
            guard candidate.fault.hits(call.kind), candidate.path ?? call.path == call.path else {
                continue
            }
            armed[place].callsLeft -= 1
            if armed[place].callsLeft == 0, found == nil { found = candidate.fault }
        }
        armed.removeAll { $0.callsLeft <= 0 }
        if let found { return found }
        for fault in DiskFault.allCases where fault.hits(call.kind) {
            guard let rate = perMillionByFault[fault], rate > 0 else { continue }
            if random.below(1_000_000) < UInt64(rate) { return fault }
        }
        return nil
    }
}
