import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite("Who may take which step of an act")
struct ActRoleTests {
    let act = EntityID([1])

    @Test("every step is void below its role and judged on its merits from there on")
    func roles() {
        let plan = ActPlan(
            attempt: 1, claimIndex: 0, textVersion: 1, watermark: nil,
            bodyHash: [UInt8](repeating: 0, count: 32), deadline: 30_000)
        let leastRoleByStep: [(ActRequest, Role)] = [
            (.edit(version: 2, text: ActLog.hash(2)), .operator), (.hold(reason: ""), .operator),
            (.release(basis: nil), .operator), (.cancel, .operator),
            (.decide(attempt: 1, .drop), .operator), (.claim(attempt: 1), .sender),
            (.intent(plan), .sender), (.outcome(attempt: 1, .sent(evidence: "")), .sender),
            (.reconcile(attempt: 1, .absent), .sender), (.expire(.claim), .owner),
        ]
        for (step, leastRole) in leastRoleByStep {
            for role in Role.allCases {
                var log = ActLog()
                #expect(log.enqueue(act) == nil)
                log.roles[ActLog.alice] = role
                let refusal = log.log(step, act)
                #expect((refusal == .roleTooLow) == (role < leastRole), "\(step) by \(role)")
            }
        }
    }

    @Test("wishing takes an operator")
    func wishing() {
        for role in Role.allCases {
            var log = ActLog()
            log.roles[ActLog.alice] = role
            #expect(log.enqueue(act) == (role < .operator ? .roleTooLow : nil))
        }
    }

    @Test("an owner's word ends a claim and a quarantine")
    func expire() {
        var log = ActLog()
        log.roles[ActLog.bob] = .owner
        #expect(log.enqueue(act) == nil)
        #expect(log.log(.expire(.claim), act, by: ActLog.bob) == .wrongState)
        #expect(log.claim(act) == nil)
        #expect(log.log(.expire(.intent), act, by: ActLog.bob) == .wrongState)
        #expect(log.log(.expire(.claim), act, by: ActLog.bob) == nil)
        #expect(log.claim(act) == nil)
        #expect(log.intend(act) == nil)
        #expect(log.reconcile(.absent, act) == .tooEarly)
        #expect(log.log(.expire(.intent), act, by: ActLog.bob) == nil)
        #expect(log.log(.expire(.intent), act, by: ActLog.bob) == .alreadyKnown)
        #expect(log.reconcile(.absent, act) == nil)
    }
}
