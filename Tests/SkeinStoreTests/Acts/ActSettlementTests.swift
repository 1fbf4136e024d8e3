import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite("The end of an attempt")
struct ActSettlementTests {
    let act = EntityID([1])

    @Test("nothing sent: next attempt after the wait (row 8)")
    func notSent() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        #expect(log.report(.notSent(reason: "refused", retryAfter: 4000), act) == nil)
        #expect(log.acts[act]?.attempt == 2)
        #expect(log.acts[act]?.state == .queued(notBefore: log.time + 4000))
        #expect(log.acts[act]?.ambiguousAttempts == 0)
        #expect(log.acts[act]?.intents == [])
        log.wait(seconds: 4)
        #expect(log.claim(act, attempt: 2) == nil)
    }

    @Test("nothing sent, again and again, is no limit until the time for trying is over")
    func notSentUntilExpiry() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        for attempt in 1...20 as ClosedRange<UInt64> {
            #expect(log.claim(act, attempt: attempt) == nil)
            #expect(log.intend(act, attempt: attempt) == nil)
            let report = ActReport.notSent(reason: "refused", retryAfter: 60_000)
            #expect(log.report(report, act, attempt: attempt) == nil)
            log.wait(seconds: 60)
        }
        log.wait(seconds: 86_400)
        #expect(log.claim(act, attempt: 21) == nil)
        #expect(log.report(.notSent(reason: "refused", retryAfter: 0), act, attempt: 21) == nil)
        #expect(log.acts[act]?.state == .unknown(reason: "expired: refused"))
        #expect(log.decide(.again, act, attempt: 21) == nil)
        #expect(log.claim(act, attempt: 22) == nil)
        #expect(log.report(.notSent(reason: "refused", retryAfter: 0), act, attempt: 22) == nil)
        #expect(log.acts[act]?.state.name == "queued")
    }

    @Test("a wait longer than a day is cut to a day")
    func waitIsBounded() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        #expect(log.report(.notSent(reason: "", retryAfter: .max / 4), act) == nil)
        #expect(log.acts[act]?.state == .queued(notBefore: log.time + 86_400_000))
    }

    @Test("refused: ends, until a person says again (row 25)")
    func rejected() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        let report = ActReport.rejected(reason: "Unauthorized", stopsResource: true)
        #expect(log.report(report, act, by: ActLog.bob) == .notTheClaimer)
        #expect(log.report(report, act) == nil)
        #expect(log.acts[act]?.state == .rejected(reason: "Unauthorized", stopsResource: true))
        #expect(log.claim(act, attempt: 1) == .wrongState)
        #expect(log.decide(.sent, act) == .wrongState)
        #expect(log.log(.edit(version: 2, text: ActLog.hash(2)), act) == nil)
        #expect(log.decide(.again, act) == nil)
        #expect(log.acts[act]?.state == .queued(notBefore: log.time))
        #expect(log.acts[act]?.attempt == 2)
    }

    @Test("is judged by others 215 s of log time after the intent, not before (rows 5, 6, 19)")
    func quarantine() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        log.time += 214_999
        for finding in [ActFinding.absent, .found(evidence: "m"), .undecided(reason: "")] {
            #expect(log.reconcile(finding, act) == .tooEarly)
        }
        log.time += 1
        #expect(log.reconcile(.absent, act) == nil)
        #expect(log.acts[act]?.state == .queued(notBefore: log.time))
        #expect(log.acts[act]?.attempt == 2)
        #expect(log.acts[act]?.ambiguousAttempts == 1)
    }

    @Test("a longer request deadline lengthens the quarantine, over 0.9")
    func longDeadline() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act) == nil)
        #expect(log.intend(act, deadline: 300_000) == nil)
        // (20 + 300 + 165) s / 0.9
        log.time += 538_888
        #expect(log.reconcile(.absent, act) == .tooEarly)
        log.time += 1
        #expect(log.reconcile(.absent, act) == nil)
    }

    @Test("uses the policy in force at the intent")
    func policyAtTheIntent() {
        var log = ActLog()
        log.policy.reconcileAfterMilliseconds = 100_000
        log.policy.attemptsMax = 1
        #expect(log.bringInFlight(act) == nil)
        log.policy = .standard
        log.wait(seconds: 100)
        #expect(log.reconcile(.absent, act) == nil)
        #expect(log.acts[act]?.state.name == "unknown")
    }

    @Test("found in the history: done (rows 7, 9, 10, 12, 13)")
    func found() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        log.wait(seconds: 215)
        #expect(log.reconcile(.found(evidence: "event-3"), act) == nil)
        #expect(log.acts[act]?.evidence?.kind == .history)
        #expect(log.acts[act]?.evidence?.detail == "event-3")
    }

    @Test("the answer and the find of one attempt are one sending (row 11)")
    func answerAfterFind() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        log.wait(seconds: 215)
        #expect(log.reconcile(.found(evidence: "event-3"), act) == nil)
        #expect(log.report(.sent(evidence: "m"), act) == .alreadyKnown)
        #expect(log.acts[act]?.possibleDouble == false)
    }

    @Test("not found three times: a person is asked (row 26)")
    func attemptLimit() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        #expect(log.bringInFlightAgain(act, attempt: 2) == nil)
        #expect(log.bringInFlightAgain(act, attempt: 3) == nil)
        log.wait(seconds: 215)
        #expect(log.reconcile(.absent, act, attempt: 3) == nil)
        #expect(log.acts[act]?.state == .unknown(reason: "attempts exhausted"))
    }

    @Test("nothing provable: a person is asked, the first decision counts")
    func undecided() {
        for decision in [ActDecision.sent, .again, .drop] {
            var log = ActLog()
            #expect(log.bringInFlight(act) == nil)
            #expect(log.decide(decision, act) == .wrongState)
            log.wait(seconds: 215)
            #expect(log.reconcile(.undecided(reason: "several"), act) == nil)
            #expect(log.acts[act]?.state == .unknown(reason: "several"))
            #expect(log.claim(act) == .wrongState)
            #expect(log.decide(decision, act, attempt: 2) == .wrongAttempt)
            #expect(log.decide(decision, act, by: ActLog.bob) == nil)
            #expect(log.decide(.drop, act, by: ActLog.alice) != nil)
        }
    }

    @Test("without a history the one who tried asks at once, else it waits for a reconcile")
    func doubt() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        #expect(
            log.report(.unknown(reason: "500", ask: false), act, by: ActLog.bob) == .notTheClaimer)
        #expect(log.report(.unknown(reason: "500", ask: false), act) == nil)
        #expect(log.acts[act]?.state.name == "inflight")
        #expect(log.report(.unknown(reason: "500", ask: false), act) == .alreadyKnown)
        var asking = ActLog()
        #expect(asking.bringInFlight(act) == nil)
        #expect(asking.report(.unknown(reason: "500", ask: true), act) == nil)
        #expect(asking.acts[act]?.state == .unknown(reason: "500"))
    }

    @Test("a decision can be recalled by no second one, and by facts only")
    func factsAfterAPersonsWord() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        #expect(log.report(.unknown(reason: "500", ask: true), act) == nil)
        #expect(log.decide(.sent, act) == nil)
        #expect(log.acts[act]?.evidence?.kind == .person)
        #expect(log.report(.sent(evidence: "m"), act) == nil)
        #expect(log.acts[act]?.evidence?.kind == .answer)
        #expect(log.acts[act]?.possibleDouble == false)
    }
}
