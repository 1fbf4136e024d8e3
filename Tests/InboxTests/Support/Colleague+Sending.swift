import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

/// What delivering would record.
extension Colleague {
    /// Claims the reply and logs the intent to send it.
    func beginSending(_ reply: EntityID) throws {
        try record([.step(reply, .claim(attempt: 1))])
        try push()
        let act = try #require(try store.loggedAct(reply))
        guard case .claimed(let claim) = act.state else {
            Issue.record("the claim is void: \(act.state)")
            return
        }
        try record([
            .step(
                reply,
                .intent(
                    ActPlan(
                        attempt: 1, claimIndex: claim.index, textVersion: act.textVersion,
                        watermark: nil, bodyHash: [UInt8](repeating: 0, count: 32),
                        deadline: 30_000)))
        ])
        try push()
    }

    func report(_ reply: EntityID, _ report: ActReport) throws {
        try record([.step(reply, .outcome(attempt: 1, report))])
        try push()
    }
}
