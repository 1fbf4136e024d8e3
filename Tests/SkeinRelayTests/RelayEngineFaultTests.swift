import SkeinCRDT
import SkeinRelay
import SkeinWire
import Testing

@Suite("When the relay's store fails,")
struct RelayEngineFaultTests {
    @Test func `a full disk refuses appends, serves what there is, and passes`() throws {
        let store = FailingStore()
        let relay = TestRelay(store: store)
        var workspace = try relay.found()
        let batch = try workspace.batch()
        store.failure = .diskFull("no space")
        let refusal = try relay.append(batch.append(), to: workspace).refusal()
        #expect(refusal.code == .diskFull)
        #expect(refusal.code.status == 507)
        // Old enough to be signed anew, which cannot be stored: the older note is served.
        relay.advance(.seconds(3_600))
        let page = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 9)).page()
        #expect(page.items.count == 1)
        #expect(page.note == store.note(of: workspace.id)?.bytes)
        #expect(relay.engine.fault == nil)
        store.failure = nil
        #expect(try relay.admit(batch.append(), to: &workspace).index == 1)
    }

    @Test func `any other failure ends its work until a restart`() throws {
        let store = FailingStore()
        let relay = TestRelay(store: store)
        var workspace = try relay.found()
        store.failure = .io("SQLite 1034: disk I/O error in: COMMIT")
        let refusal = try relay.append(try workspace.batch().append(), to: workspace).refusal()
        #expect(refusal.code == .storage)
        #expect(relay.engine.fault == .io("SQLite 1034: disk I/O error in: COMMIT"))
        store.failure = nil
        // A sync that failed once and then succeeds has lost pages: nothing is believed any more.
        let again = try relay.append(try workspace.batch().append(), to: workspace).refusal()
        #expect(again.code == .storage)
        #expect(try relay.handle(.describe).refusal().code == .storage)
        let restarted = TestRelay(store: store)
        #expect(try restarted.admit(try workspace.batch().append(), to: &workspace).index == 1)
    }
}
