import SkeinCRDT
import SkeinRelay
import SkeinWire
import Testing

@testable import SkeinRelayServer

@Suite("The relay's core")
struct RelayCoreTests {
    @Test(.timeLimit(.minutes(1)))
    func `tells the program of a failure that it must not go on after`() async throws {
        let fault = RelayStoreError.io("SQLite 1034: disk I/O error in: COMMIT")
        let store = FailingStore()
        store.failure = fault
        let core = RelayCore(
            RelayEngine(
                store: store, keys: TestRelay.keys,
                clock: ClockRule(accepts: false, boot: "a", mark: nil)))
        let workspace = try TestWorkspace(relay: TestRelay.keys.verifier)
        let request = RelayRequest.append(workspace.id, body: workspace.genesis.append())
        let outcome = await core.handle(request, wait: nil, now: TestRelay.start)
        #expect(try outcome.response().refusal().code == .storage)
        // Once, whatever is asked of it meanwhile.
        _ = await core.handle(.describe, wait: nil, now: TestRelay.start)
        var faults: [RelayStoreError] = []
        for await fault in core.faults { faults.append(fault) }
        #expect(faults == [fault])
    }

    @Test func `puts so many calls aside and answers the next one at once`() async throws {
        let core = RelayCore(
            RelayEngine(
                store: MemoryRelayStore(), keys: TestRelay.keys,
                clock: ClockRule(accepts: false, boot: "a", mark: nil)))
        let workspace = try TestWorkspace(relay: TestRelay.keys.verifier)
        _ = await core.handle(
            .append(workspace.id, body: workspace.genesis.append()), wait: nil,
            now: TestRelay.start)
        let wait = RelayRoute.Wait(workspace: workspace.id, size: 1, span: .seconds(55))
        let request = RelayRequest.entries(workspace.id, from: 1, entriesMax: 1)
        func ask() async -> RelayCore.Outcome {
            await core.handle(request, wait: wait, now: TestRelay.start)
        }
        var last: RelayCore.Parked?
        for _ in 0..<RelayCore.parkedMax {
            guard case .parked(let parked) = await ask() else { continue }
            last = parked
        }
        #expect(await core.parkedCount == RelayCore.parkedMax)
        #expect(try await ask().response().page().items == [])
        #expect(await core.parkedCount == RelayCore.parkedMax)
        await core.leave(try #require(last))
        guard case .parked = await ask() else {
            Issue.record("the place of one that has left is not given away again")
            return
        }
    }
}

extension RelayCore.Outcome {
    fileprivate func response() throws -> RelayResponse {
        guard case .response(let response) = self else { throw PutAside() }
        return response
    }
}

private struct PutAside: Error {}
