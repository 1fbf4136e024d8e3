import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite("A stored act")
struct ActRecordEncodingTests {
    let act = EntityID([1])

    /// One act in each state, reached by real steps.
    private func examples() -> [ActRecord] {
        var logs: [ActLog] = []
        func example(_ steps: (inout ActLog) -> ActRefusal?) {
            var log = ActLog()
            #expect(log.enqueue(act) == nil)
            #expect(steps(&log) == nil)
            logs.append(log)
        }
        example { _ in nil }
        example { $0.log(.hold(reason: "person"), act) }
        example { $0.log(.cancel, act) }
        example { $0.claim(act) }
        example { $0.claim(act) ?? $0.intend(act) }
        example { $0.claim(act) ?? $0.intend(act) ?? $0.report(.sent(evidence: "m"), act) }
        example { $0.claim(act) ?? $0.report(.rejected(reason: "r", stopsResource: true), act) }
        example {
            $0.claim(act) ?? $0.intend(act) ?? $0.report(.unknown(reason: "r", ask: false), act)
        }
        example {
            $0.claim(act) ?? $0.intend(act) ?? $0.report(.unknown(reason: "r", ask: true), act)
        }
        example {
            $0.claim(act) ?? $0.intend(act) ?? $0.report(.unknown(reason: "r", ask: true), act)
                ?? $0.decide(.drop, act)
        }
        example {
            $0.claim(act) ?? $0.intend(act) ?? $0.bringInFlightAgain(act, attempt: 2)
                ?? $0.report(.sent(evidence: "late"), act)
        }
        return logs.compactMap { $0.acts[act] }
    }

    @Test("is read back as it was, in every state")
    func roundTrip() throws {
        let records = examples()
        #expect(Set(records.map(\.state.name)).count == 9)
        for record in records { #expect(try ActRecord.decode(record.encoded()) == record) }
    }

    @Test("that is damaged is refused with its cause")
    func damaged() throws {
        let record = try #require(examples().first)
        #expect(throws: ActDecodingError.self) {
            try ActRecord.decode(Array(record.encoded().dropLast()))
        }
        #expect(throws: ActDecodingError.wrongForm) { try ActRecord.decode(CBOR.null.encoded()) }
    }
}
