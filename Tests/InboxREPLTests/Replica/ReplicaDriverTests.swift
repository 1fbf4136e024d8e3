import Skein
import SkeinCRDT
import SkeinClock
import SkeinSync
import SkeinTransport
import Testing

@Suite("The driver of a replica")
struct ReplicaDriverTests {
    private let home: ReplicaHome
    private let relay: FakeRelay

    init() throws {
        home = try ReplicaHome()
        relay = try FakeRelay()
    }

    /// Asks at each start for one call that must happen once at most.
    private final class OnceEngine: Engine {
        private let gate: OnceGate
        private var isWaiting = false

        init(_ gate: OnceGate) { self.gate = gate }

        func handle(_ event: EngineEvent, now: Instant) -> [EngineAction] {
            switch event {
            case .start:
                isWaiting = true
                let call = HTTPCall(
                    method: "POST", url: FakeRelay.sourceURL, label: "send", once: gate)
                return [.call(id: 1, call)]
            case .answered:
                isWaiting = false
                return []
            default: return []
            }
        }

        func isBusy(now: Instant) -> Bool { isWaiting }
    }

    private func founded(closing: Duration = .seconds(600), mark: UInt8 = 1) async throws -> Replica
    {
        let gate = OnceGate(mark: [mark], closes: SystemClock().now().monotonic + closing)
        let replica = try home.open(relay) { _, _ in [OnceEngine(gate)] }
        if await !replica.hasWorkspace { try await replica.found(relayURL: FakeRelay.url) }
        return replica
    }

    @Test func `lets a call that may happen once pass once, over restarts too`() async throws {
        for _ in 0..<2 {
            let replica = try await founded()
            try await replica.runOnce()
            try await replica.runOnce()
        }
        #expect(relay.gates == [true, false, false, false])
        try await founded(mark: 2).runOnce()
        #expect(relay.gates.last == true)
    }

    @Test func `lets nothing pass after its window`() async throws {
        try await founded(closing: .zero).runOnce()
        #expect(relay.gates == [false])
    }

    @Test func `asks nobody in a run that starts without the network`() async throws {
        let replica = try await founded()
        let before = relay.calls.count
        let run = Task { try await replica.runLive(startingOnline: false) }
        var changes = replica.changes.makeAsyncIterator()
        _ = await changes.next()
        await replica.waitUntilQuiet()
        #expect(relay.calls.count == before)
        await replica.setOnline(true)
        await replica.waitUntilQuiet()
        #expect(await replica.syncStatus?.isReachable == true)
        #expect(relay.calls.count > before)
        run.cancel()
        try await run.value
    }

    @Test func `takes what its end cuts off for no news of the relay`() async throws {
        let replica = try await founded()
        try await replica.run { _ in true }
        #expect(relay.calls.last?.url.contains("wait=50000") == true)
        #expect(await replica.syncStatus?.contact == .reached)
        #expect(await replica.syncStatus?.stop == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `releases those who wait when a run is ended`() async throws {
        let replica = try await founded()
        let run = Task { try await replica.runLive() }
        var changes = replica.changes.makeAsyncIterator()
        _ = await changes.next()
        await replica.waitUntilQuiet()
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        async let waiter: Void = replica.waitUntilQuiet { _ in
            ask.yield()
            return false
        }
        // From then on it waits, since nothing comes between the question and the waiting.
        for await _ in asked { break }
        run.cancel()
        try await run.value
        await waiter
    }
}
