import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

/// Rule 26 and row 14: an attempt that was given up turns out to have succeeded.
@Suite("Late news of an earlier attempt")
struct ActLateNewsTests {
    let act = EntityID([1])

    private func givenUp() -> ActLog {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        log.wait(seconds: 215)
        #expect(log.reconcile(.absent, act) == nil)
        return log
    }

    @Test("ends an act that is only queued, held or claimed again, without a double")
    func beforeTheNextIntent() {
        var queued = givenUp()
        #expect(queued.report(.sent(evidence: "m"), act) == nil)
        var claimed = givenUp()
        #expect(claimed.claim(act, by: ActLog.bob, attempt: 2) == nil)
        let fence = claimed.acts[act]?.claimIndex
        #expect(claimed.report(.sent(evidence: "m"), act) == nil)
        #expect(claimed.intend(act, by: ActLog.bob, attempt: 2, fence: fence) == .wrongState)
        var held = givenUp()
        #expect(held.log(.hold(reason: "person"), act) == nil)
        #expect(held.report(.sent(evidence: "m"), act) == nil)
        for log in [queued, claimed, held] {
            #expect(log.acts[act]?.evidence?.attempt == 1)
            #expect(log.acts[act]?.possibleDouble == false)
        }
    }

    @Test("is kept while a later attempt is in flight, shown as a possible double")
    func whileInFlight() {
        var log = givenUp()
        #expect(log.claim(act, by: ActLog.bob, attempt: 2) == nil)
        #expect(log.intend(act, by: ActLog.bob, attempt: 2) == nil)
        #expect(log.report(.sent(evidence: "m"), act) == nil)
        #expect(log.acts[act]?.state.name == "inflight")
        #expect(log.acts[act]?.possibleDouble == true)
        #expect(log.report(.sent(evidence: "m"), act) == .alreadyKnown)
        log.wait(seconds: 215)
        #expect(log.reconcile(.absent, act, attempt: 2) == nil)
        #expect(log.acts[act]?.evidence?.attempt == 1, "never tried a third time")
        #expect(log.acts[act]?.possibleDouble == true)
    }

    @Test("is no double once the later attempt certainly came to nothing")
    func laterAttemptCameToNothing() {
        for report in [
            ActReport.notSent(reason: "", retryAfter: 0),
            .rejected(reason: "", stopsResource: false),
        ] {
            var log = givenUp()
            #expect(log.claim(act, attempt: 2) == nil)
            #expect(log.intend(act, attempt: 2) == nil)
            #expect(log.report(.sent(evidence: "m"), act) == nil)
            #expect(log.report(report, act, attempt: 2) == nil)
            #expect(log.acts[act]?.evidence?.attempt == 1)
            #expect(log.acts[act]?.possibleDouble == false)
        }
    }

    @Test("is a double when both attempts were answered")
    func bothAnswered() {
        var log = givenUp()
        #expect(log.claim(act, attempt: 2) == nil)
        #expect(log.intend(act, attempt: 2) == nil)
        #expect(log.report(.sent(evidence: "m2"), act, attempt: 2) == nil)
        #expect(log.report(.sent(evidence: "m1"), act, attempt: 1) == nil)
        #expect(log.acts[act]?.possibleDouble == true)
        #expect(log.acts[act]?.evidence?.attempt == 2)
    }

    @Test("is no double when two attempts were matched with one and the same message")
    func oneFindTwice() {
        var log = givenUp()
        #expect(log.claim(act, attempt: 2) == nil)
        #expect(log.intend(act, attempt: 2) == nil)
        log.wait(seconds: 215)
        #expect(log.reconcile(.found(evidence: "e"), act, attempt: 2) == nil)
        #expect(log.reconcile(.found(evidence: "e"), act, attempt: 1) == .alreadyKnown)
        #expect(log.acts[act]?.possibleDouble == false)
        #expect(log.reconcile(.found(evidence: "f"), act, attempt: 1) == nil)
        #expect(log.acts[act]?.possibleDouble == true)
    }

    @Test("overrules a person who gave the act up, shown as a possible double")
    func afterAPersonGaveUp() {
        var dropped = ActLog()
        #expect(dropped.bringInFlight(act) == nil)
        #expect(dropped.report(.unknown(reason: "", ask: true), act) == nil)
        #expect(dropped.decide(.drop, act) == nil)
        #expect(dropped.report(.sent(evidence: "m"), act) == nil)
        var cancelled = givenUp()
        #expect(cancelled.log(.cancel, act) == nil)
        #expect(cancelled.report(.sent(evidence: "m"), act) == nil)
        for log in [dropped, cancelled] {
            #expect(log.acts[act]?.state.name == "sent")
            #expect(log.acts[act]?.possibleDouble == true)
        }
    }

    @Test("answers an open question; with a later attempt in doubt it may be a double")
    func answersAnOpenQuestion() {
        var first = ActLog()
        #expect(first.bringInFlight(act) == nil)
        #expect(first.report(.unknown(reason: "", ask: true), act) == nil)
        first.wait(seconds: 215)
        #expect(first.reconcile(.found(evidence: "e"), act) == nil)
        #expect(first.acts[act]?.possibleDouble == false)
        var second = givenUp()
        #expect(second.claim(act, attempt: 2) == nil)
        #expect(second.intend(act, attempt: 2) == nil)
        #expect(second.report(.unknown(reason: "", ask: true), act, attempt: 2) == nil)
        #expect(second.report(.sent(evidence: "m"), act, attempt: 1) == nil)
        #expect(second.acts[act]?.evidence?.attempt == 1)
        #expect(second.acts[act]?.possibleDouble == true)
    }

    @Test("counts only from the device that announced the attempt, and only if it was announced")
    func whoMayBringNews() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act) == nil)
        #expect(log.report(.sent(evidence: "m"), act) == .wrongAttempt)
        #expect(log.intend(act) == nil)
        #expect(log.report(.sent(evidence: "m"), act, by: ActLog.bob) == .notTheClaimer)
        #expect(log.report(.notSent(reason: "", retryAfter: 0), act) == nil)
        #expect(log.report(.sent(evidence: "m"), act) == .wrongAttempt)
    }
}
