import SkeinWire
import Testing

@testable import SkeinStore

extension TodoTeam {
    /// A device wishes, claims and says that it is about to try; `isSent`: the log knows the last.
    func bringIntoFlight(_ act: EntityID, _ device: Int, isSent: Bool = true) throws {
        let lane = EntityID([0] + act.bytes)
        try record(
            device, [.enqueue(act, lane: lane, resource: lane, text: "Hello", basis: nil, hold: 0)])
        try synchronise()
        try record(device, [.step(act, .claim(attempt: 1))])
        try synchronise()
        guard case .claimed(let claim)? = try store(device).loggedAct(act)?.state else {
            Issue.record("not claimed")
            return
        }
        let plan = ActPlan(
            attempt: 1, claimIndex: claim.index, textVersion: 1, watermark: nil,
            bodyHash: [UInt8](repeating: 0, count: 32), deadline: 30_000)
        try record(device, [.step(act, .intent(plan))])
        if isSent { try synchronise() }
    }
}
