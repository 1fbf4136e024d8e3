import SkeinCRDT
import SkeinTransport
import SkeinWire
import Testing

@testable import SkeinSync

@Suite("An answer of the relay")
struct RelayAnswersTests {
    private func answer(_ body: [UInt8]) -> HTTPOutcome {
        .success(
            HTTPAnswer(status: 200, headers: [HTTPHeader("Skein-Relay", "1")], body: body))
    }

    private func isMalformed<Content: Sendable>(_ reply: RelayReply<Content>) -> Bool {
        if case .malformed = reply { true } else { false }
    }

    private func page(_ items: [LogPage.Item]) -> HTTPOutcome {
        answer(LogPage(note: [], items: items).encoded())
    }

    @Test func `names the service and the version, or is no identity`() {
        func identity(_ change: (inout [String: CBOR]) -> Void) -> RelayReply<RelayIdentity> {
            var fields: [String: CBOR] = [
                "service": .text("skein-relay"), "version": .unsigned(1), "name": .text("relay"),
                "key": .text("key"), "cosign": .text("cosign"),
            ]
            change(&fields)
            let pairs = fields.sorted { $0.key < $1.key }
                .map { CBORPair(key: .text($0.key), value: $0.value) }
            return RelayAnswers.identity(answer(CBOR.map(pairs).encoded()))
        }
        guard case .done(let found) = identity({ _ in }) else {
            Issue.record("a whole identity is read")
            return
        }
        #expect(found == RelayIdentity(name: "relay", key: "key", cosignKey: "cosign"))
        #expect(isMalformed(identity { $0["service"] = .text("other") }))
        #expect(isMalformed(identity { $0["version"] = .unsigned(2) }))
        for name in ["service", "version", "name", "key", "cosign"] {
            #expect(isMalformed(identity { $0[name] = nil }))
        }
    }

    @Test func `brings no more entries than were asked for`() {
        let body = LogEntry.Body.unknown(kind: 9, [])
        let item = LogPage.Item(entry: LogEntry(time: 1, body: body), records: [])
        let most = [LogPage.Item](repeating: item, count: RelayCalls.entriesMax)
        guard case .done = RelayAnswers.entries(page(most)) else {
            Issue.record("as many as were asked for are read")
            return
        }
        #expect(isMalformed(RelayAnswers.entries(page(most + [item]))))
    }

    @Test func `brings records of batches only`() throws {
        let founding = try Founding()
        let member = LogEntry(time: 1, body: founding.members[1])
        let unknown = LogEntry(time: 1, body: .unknown(kind: 9, [1]))
        for entry in [member, unknown] {
            let bare = page([LogPage.Item(entry: entry, records: [])])
            guard case .done = RelayAnswers.entries(bare) else {
                Issue.record("an entry without records is read")
                return
            }
            let laden = page([LogPage.Item(entry: entry, records: [[1, 2, 3]])])
            #expect(isMalformed(RelayAnswers.entries(laden)))
        }
    }
}
