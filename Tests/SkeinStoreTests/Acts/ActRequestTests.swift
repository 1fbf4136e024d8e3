import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite("The arguments of a step")
struct ActRequestTests {
    static let plan = ActPlan(
        attempt: 3, claimIndex: 12, textVersion: 2, watermark: "w",
        bodyHash: [UInt8](repeating: 5, count: 32), deadline: 30_000)
    static let requests: [ActRequest] = [
        .enqueue(
            ActWish(
                lane: ActLog.lane, resource: ActLog.shop, text: ActLog.hash(1),
                basis: EntityID([3]), hold: 10_000, notBefore: 5)),
        .edit(version: 2, text: ActLog.hash(2)), .hold(reason: "person"),
        .release(basis: nil), .release(basis: EntityID([4])), .cancel, .claim(attempt: 7),
        .intent(plan), .outcome(attempt: 1, .sent(evidence: "e")),
        .outcome(attempt: 1, .rejected(reason: "r", stopsResource: true)),
        .outcome(attempt: 1, .notSent(reason: "r", retryAfter: 9)),
        .outcome(attempt: 1, .unknown(reason: "r", ask: true)),
        .reconcile(attempt: 1, .found(evidence: "e")), .reconcile(attempt: 1, .absent),
        .reconcile(attempt: 1, .undecided(reason: "r")), .decide(attempt: 1, .sent),
        .decide(attempt: 1, .again), .decide(attempt: 1, .drop), .expire(.claim),
        .expire(.intent),
    ]

    @Test("are read back as they were written", arguments: requests)
    func roundTrip(request: ActRequest) {
        #expect(ActRequest(verb: request.verb.rawValue, arguments: request.values) == request)
    }

    @Test("are void with one too many, one too few, or one of another kind", arguments: requests)
    func strict(request: ActRequest) {
        let verb = request.verb.rawValue
        let values = request.values
        #expect(ActRequest(verb: verb, arguments: values + [.null]) == nil)
        if !values.isEmpty { #expect(ActRequest(verb: verb, arguments: values.dropLast()) == nil) }
        for place in values.indices {
            var changed = values
            changed[place] = .list([])
            #expect(ActRequest(verb: verb, arguments: changed) == nil)
        }
    }

    @Test("are void with a negative number, an unknown word or a text that is too long")
    func bounds() {
        #expect(ActRequest(verb: "claim", arguments: [.integer(-1)]) == nil)
        #expect(ActRequest(verb: "decide", arguments: [.integer(1), .text("maybe")]) == nil)
        #expect(ActRequest(verb: "send", arguments: []) == nil)
        let long = String(repeating: "я", count: 257)
        #expect(ActRequest(verb: "hold", arguments: [.text(long)]) == nil)
        #expect(ActRequest(verb: "hold", arguments: [.text(String(long.dropLast()))]) != nil)
    }

    @Test("are cut to their bound when written")
    func writingCuts() {
        let reason = String(repeating: "😀", count: 1000)
        let request = ActRequest.hold(reason: reason)
        let written = ActRequest(verb: "hold", arguments: request.values)
        #expect(written == .hold(reason: String(repeating: "😀", count: 128)))
    }

    @Test("void in the log leave the act as it was")
    func malformedChangesNothing() {
        var log = ActLog()
        #expect(log.enqueue(EntityID([1])) == nil)
        let before = log.acts
        #expect(log.log(verb: "claim", [], EntityID([1])) == .malformed)
        #expect(log.log(verb: "teleport", [], EntityID([1])) == .malformed)
        #expect(log.acts == before)
    }
}
