import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinRelayStore
import SkeinTesting
import SkeinWire

/// A relay's engine on a store, with a clock that the test moves.
final class TestRelay {
    static let keys = RelayKeyFileSeeds.keys
    static let start = Instant(
        wall: WallTime(milliseconds: 1_790_000_000_000), monotonic: MonotonicTime(milliseconds: 5))

    let store: any RelayStore
    let engine: RelayEngine
    let keys: RelayKeys
    var now = TestRelay.start

    init(
        store: any RelayStore = MemoryRelayStore(), keys: RelayKeys = TestRelay.keys,
        limits: RelayLimits = RelayLimits(),
        clock: ClockRule = ClockRule(accepts: false, boot: "a", mark: nil)
    ) {
        self.store = store
        self.keys = keys
        engine = RelayEngine(store: store, keys: keys, limits: limits, clock: clock)
    }

    func advance(_ span: Duration) {
        now.wall = now.wall + span
        now.monotonic = now.monotonic + span
    }

    func handle(_ request: RelayRequest) -> RelayResponse { engine.handle(request, now: now) }

    func append(_ body: [UInt8], to workspace: TestWorkspace) -> RelayResponse {
        handle(.append(workspace.id, body: body))
    }

    /// A workspace with its genesis entry in the log and read by its founder.
    func found(seed: UInt8 = 1) throws -> TestWorkspace {
        var workspace = try TestWorkspace(seed: seed, relay: keys.verifier)
        try admit(workspace.genesis.append(), to: &workspace)
        return workspace
    }

    /// Appends, expects success, and lets the workspace follow.
    @discardableResult
    func admit(_ body: [UInt8], to workspace: inout TestWorkspace) throws -> AppendAnswer {
        let answer = try append(body, to: workspace).appended()
        let page = try handle(.entries(workspace.id, from: workspace.state.size, entriesMax: 99))
            .page()
        for item in page.items { _ = workspace.follow(item) }
        return answer
    }
}

enum RelayKeyFileSeeds {
    static let keys: RelayKeys = {
        do {
            return try RelayKeys(
                name: "relay.test", signingSeed: [UInt8](repeating: 0x51, count: 32),
                cosigningSeed: [UInt8](repeating: 0x52, count: 32))
        } catch {
            preconditionFailure("a fixed name is a good name: \(error)")
        }
    }()
}

/// What a test expected of a response and did not get.
struct Unexpected: Error {
    let response: RelayResponse
}

extension RelayResponse {
    func appended() throws -> AppendAnswer {
        guard case .appended(let answer) = self else { throw Unexpected(response: self) }
        return answer
    }

    func page() throws -> LogPage {
        guard case .page(let page, _) = self else { throw Unexpected(response: self) }
        return page
    }

    func refusal() throws -> RelayRefusal {
        guard case .refused(let refusal) = self else { throw Unexpected(response: self) }
        return refusal
    }
}
