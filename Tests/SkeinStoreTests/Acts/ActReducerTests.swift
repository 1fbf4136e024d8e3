import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite("An act in the log")
struct ActReducerTests {
    let act = EntityID([1])
    let other = EntityID([2])

    @Test("goes from wish to done over claim and intent")
    func goesFromWishToDone() {
        var log = ActLog()
        #expect(log.enqueue(act, hold: 10_000) == nil)
        #expect(log.acts[act]?.state == .queued(notBefore: 1_010_000))
        log.wait(seconds: 10)
        #expect(log.claim(act) == nil)
        #expect(log.acts[act]?.state.name == "claimed")
        #expect(log.intend(act) == nil)
        #expect(log.acts[act]?.state.name == "inflight")
        #expect(log.report(.sent(evidence: "m1"), act) == nil)
        #expect(log.acts[act]?.evidence?.kind == .answer)
        #expect(log.acts[act]?.evidence?.detail == "m1")
        #expect(log.acts[act]?.possibleDouble == false)
    }

    @Test("may not be claimed before its time, by the log's clock")
    func waitsForItsTime() {
        var log = ActLog()
        #expect(log.enqueue(act, hold: 10_000) == nil)
        log.time += 9_999
        #expect(log.claim(act) == .tooEarly)
        log.time += 1
        #expect(log.claim(act) == nil)
    }

    @Test("waits for the calendar time that its author gave")
    func waitsForTheGivenTime() {
        var log = ActLog()
        #expect(log.enqueue(act, notBefore: 1_600_000) == nil)
        log.wait(seconds: 599)
        #expect(log.claim(act) == .tooEarly)
        log.wait(seconds: 1)
        #expect(log.claim(act) == nil)
    }

    @Test("belongs to the first who claims it (row 3)")
    func firstClaimWins() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act, by: ActLog.alice) == nil)
        #expect(log.claim(act, by: ActLog.bob) == .tooEarly)
        #expect(log.intend(act, by: ActLog.bob) == .notTheClaimer)
        #expect(log.claim(act, by: ActLog.alice) == .alreadyKnown)
    }

    @Test("is claimed anew after 60 s, and the old fence is void (rows 1, 2, 4)")
    func expiredClaimIsTakenOver() throws {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act, by: ActLog.alice) == nil)
        let oldFence = try #require(log.acts[act]?.claimIndex)
        log.time += 59_999
        #expect(log.claim(act, by: ActLog.bob) == .tooEarly)
        log.time += 1
        #expect(log.claim(act, by: ActLog.bob) == nil)
        #expect(log.intend(act, by: ActLog.alice, fence: oldFence) == .notTheClaimer)
        #expect(log.intend(act, by: ActLog.bob, fence: oldFence) == .notTheClaimer)
        #expect(log.intend(act, by: ActLog.bob) == nil)
    }

    @Test("keeps its claim past 60 s as long as nobody else asks")
    func lateIntentOfTheOnlyClaimer() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act) == nil)
        log.wait(seconds: 300)
        #expect(log.intend(act) == nil)
    }

    @Test("is free as soon as its claimer's membership ends")
    func removedClaimer() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.enqueue(other) == nil)
        #expect(log.claim(act, by: ActLog.alice) == nil)
        log.removed = [ActLog.alice]
        #expect(log.claim(other, by: ActLog.bob) == nil)
        #expect(log.report(.notSent(reason: "", retryAfter: 0), other, by: ActLog.bob) == nil)
        #expect(log.claim(act, by: ActLog.bob) == nil)
    }

    @Test("waits while another act of its lane is claimed or in flight")
    func laneIsBusy() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.enqueue(other) == nil)
        #expect(log.enqueue(EntityID([3]), lane: EntityID([9])) == nil)
        #expect(log.claim(act) == nil)
        #expect(log.claim(other) == .laneBusy)
        #expect(log.claim(EntityID([3])) == nil)
        #expect(log.intend(act) == nil)
        #expect(log.claim(other) == .laneBusy)
        #expect(log.report(.sent(evidence: ""), act) == nil)
        #expect(log.claim(other) == nil)
    }

    @Test("cannot be wished for twice, nor touched before it is wished for")
    func existence() {
        var log = ActLog()
        #expect(log.log(.cancel, act) == .noSuchAct)
        #expect(log.enqueue(act) == nil)
        #expect(log.enqueue(act) == .alreadyExists)
    }

    @Test("takes an intent only for its newest text (row 24)")
    func textVersions() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act) == nil)
        #expect(log.log(.edit(version: 2, text: ActLog.hash(2)), act) == nil)
        #expect(log.log(.edit(version: 2, text: ActLog.hash(3)), act) == .textOutdated)
        #expect(log.intend(act, version: 1) == .textOutdated)
        #expect(log.intend(act, version: 2) == nil)
        #expect(log.acts[act]?.text == ActLog.hash(2))
        #expect(log.log(.edit(version: 3, text: ActLog.hash(3)), act) == .wrongState)
        #expect(log.log(.cancel, act) == .wrongState)
        #expect(log.log(.hold(reason: "person"), act) == .wrongState)
    }

    @Test("put aside or cancelled after the claim takes no intent")
    func recalledAfterTheClaim() {
        for step in [ActRequest.hold(reason: "person"), .cancel] {
            var log = ActLog()
            #expect(log.enqueue(act) == nil)
            #expect(log.claim(act) == nil)
            let fence = log.acts[act]?.claimIndex
            #expect(log.log(step, act) == nil)
            #expect(log.claim(act) == .wrongState)
            #expect(log.intend(act, fence: fence) == .wrongState)
        }
    }

    @Test("put aside comes back by a release, with what its author has seen by then (row 18)")
    func release() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act) == nil)
        #expect(log.log(.hold(reason: "moved-on"), act) == nil)
        #expect(log.acts[act]?.state == .held(reason: "moved-on"))
        log.wait(seconds: 1000)
        #expect(log.log(.release(basis: EntityID([44])), act) == nil)
        #expect(log.acts[act]?.state == .queued(notBefore: log.time))
        #expect(log.acts[act]?.basis == EntityID([44]))
        #expect(log.log(.release(basis: nil), act) == nil)
        #expect(log.acts[act]?.basis == EntityID([44]))
    }

    @Test("cannot be released out of a wait that a failed attempt brought")
    func backOffStays() {
        var log = ActLog()
        #expect(log.bringInFlight(act) == nil)
        #expect(log.report(.notSent(reason: "429", retryAfter: 7000), act) == nil)
        #expect(log.log(.release(basis: nil), act) == .wrongState)
    }

    @Test("takes a request deadline of 30 to 300 s only")
    func deadlines() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act) == nil)
        #expect(log.intend(act, deadline: 29_999) == .malformed)
        #expect(log.intend(act, deadline: 300_001) == .malformed)
        #expect(log.intend(act, deadline: 300_000) == nil)
    }

    @Test("is done with when every device's step names another attempt")
    func attemptsAreNamed() {
        var log = ActLog()
        #expect(log.enqueue(act) == nil)
        #expect(log.claim(act, attempt: 2) == .wrongAttempt)
        #expect(log.claim(act) == nil)
        #expect(log.intend(act, attempt: 2) == .wrongAttempt)
        #expect(log.intend(act) == nil)
        #expect(log.report(.notSent(reason: "", retryAfter: 0), act, attempt: 2) == .wrongAttempt)
        #expect(log.report(.sent(evidence: ""), act, attempt: 2) == .wrongAttempt)
        #expect(log.reconcile(.absent, act, attempt: 2) == .wrongAttempt)
    }
}
