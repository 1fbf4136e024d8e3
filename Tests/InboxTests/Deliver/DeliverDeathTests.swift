import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import SourceEmulator
import Testing

@Suite("A device that dies at any step of delivering")
struct DeliverDeathTests {
    private struct Outcome {
        let state: String
        let evidence: ActEvidence.Kind?
        let sendings: Int
        let steps: Int
        let isPossibleDouble: Bool
    }

    private func run(
        _ market: Market, roles: [Role] = [], dieAt step: Int?, isForEver: Bool = false,
        fault: Fault? = nil
    ) throws -> Outcome {
        let stage = try Stage(roles: roles)
        let chat = try stage.buyerWrites("Когда придёт?", market)
        let reply = try stage.reply("Завтра", in: chat)
        try stage.start()
        let before = stage.stepCount
        if let fault {
            stage.emulator.wildberries.faults.add(fault)
            stage.emulator.telegram.faults.add(fault)
        }
        stage.death = step.map { (step: before + $0, isForEver: isForEver) }
        for _ in 0..<20 {
            try stage.pass(seconds: 60)
            try stage.buyerWritesUnread("Ещё вопрос", buyer: "Пётр")
        }
        return Outcome(
            state: try stage.state(reply) ?? "", evidence: try stage.evidence(reply)?.kind,
            sendings: stage.ledgerTexts.count, steps: stage.stepCount - before,
            isPossibleDouble: try stage.act(reply)?.possibleDouble ?? true)
    }

    /// The steps of a run until the reply is sent, counted without a death.
    private func steps(_ market: Market, roles: [Role] = [], fault: Fault? = nil) throws -> Int {
        let outcome = try run(market, roles: roles, dieAt: nil, fault: fault)
        #expect(outcome.sendings == 1)
        return min(outcome.steps, 60)
    }

    @Test("and comes back: with a history the reply is sent exactly once")
    func wildberries() throws {
        for step in 1...(try steps(.wildberries)) {
            let outcome = try run(.wildberries, dieAt: step)
            #expect(outcome.sendings == 1, "step \(step)")
            #expect(outcome.state == "sent", "step \(step)")
            #expect(!outcome.isPossibleDouble, "step \(step)")
        }
    }

    @Test("after a lost answer, and comes back: still exactly once")
    func wildberriesLostAnswer() throws {
        let fault = Fault(.dropAnswer)
        for step in 1...(try steps(.wildberries, fault: fault)) {
            let outcome = try run(.wildberries, dieAt: step, fault: fault)
            #expect(outcome.sendings == 1, "step \(step)")
            #expect(outcome.state == "sent", "step \(step)")
        }
    }

    @Test("for ever: another device finishes, exactly once")
    func wildberriesForEver() throws {
        for step in 1...(try steps(.wildberries, roles: [.sender])) {
            let outcome = try run(
                .wildberries, roles: [.sender], dieAt: step, isForEver: true)
            #expect(outcome.sendings == 1, "step \(step)")
            #expect(outcome.state == "sent", "step \(step)")
        }
    }

    @Test("without a history: at most once, and never said to be sent unless it is")
    func telegram() throws {
        var unsent = 0
        for step in 1...(try steps(.telegram)) {
            let outcome = try run(.telegram, dieAt: step)
            unsent += outcome.sendings == 0 ? 1 : 0
            #expect(outcome.sendings <= 1, "step \(step)")
            #expect(["sent", "unknown"].contains(outcome.state), "step \(step): \(outcome.state)")
            if outcome.state == "sent" { #expect(outcome.sendings == 1, "step \(step)") }
        }
        #expect(unsent == 1, "only between the durable mark and the request is anything in doubt")
    }
}
