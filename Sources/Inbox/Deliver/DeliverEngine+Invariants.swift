import SkeinCRDT

extension DeliverEngine {
    /// What must hold after each event, in release builds too: an engine that has lost track of a
    /// call could send again what is on its way.
    func checkInvariants() {
        for (call, act) in actByCall {
            precondition(call <= lastCall, "an answer is awaited that nobody asked for")
            precondition(jobByAct[act]?.call == call, "an open call belongs to its act's job")
        }
        for (act, job) in jobByAct {
            if let call = job.call {
                precondition(actByCall[call] == act, "whose answer comes is known")
            }
            switch job {
            case .preparing(let preparation):
                precondition(preparation.attempt > 0, "attempts are counted from 1")
            case .intending(let plan):
                precondition(plan.attempt > 0, "attempts are counted from 1")
                precondition(plan.call.once != nil, "a request with an effect has its gate")
            case .sending(_, let attempt):
                precondition(attempt > 0, "attempts are counted from 1")
            case .reconciling(let reconciliation):
                precondition(reconciliation.attempt > 0, "attempts are counted from 1")
                precondition((0...2).contains(reconciliation.readings), "history is read twice")
                precondition(
                    reconciliation.call == nil || reconciliation.pausedUntil == nil,
                    "a reading goes on or pauses")
            }
        }
    }
}
