import SkeinCRDT
import SkeinRelay
import SkeinRelayServer
import SkeinTransport
import SkeinWire
import Testing

@Suite("A long poll, in process and over a socket,")
struct RelayLongPollTests {
    /// Until a call is put aside, and its timer set.
    private static func parked(_ relay: OpenRelay, _ count: Int = 1) async {
        while await relay.core.parkedCount != count || relay.time.sleeperCount < count {
            await Task.yield()
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `is answered by the next append to its workspace`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            var workspace = try await relay.found()
            var other = try await relay.found(seed: 2)
            let waiting = workspace
            async let page = relay.page(waiting, "from=1&wait=55000")
            await Self.parked(relay)
            try await relay.admit(try other.batch().append(), to: &other)
            #expect(await relay.core.parkedCount == 1)
            let batch = try workspace.batch()
            _ = try await relay.append(batch.append(), to: workspace)
            #expect(try await page.items.map(\.batch) == [batch])
            #expect(await relay.core.parkedCount == 0)
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `ends empty when its time is over, and with a fresh note`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            let workspace = try await relay.found()
            async let page = relay.page(workspace, "from=1&wait=5000")
            await Self.parked(relay)
            relay.time.advance(.milliseconds(4_999))
            #expect(await relay.core.parkedCount == 1)
            relay.time.advance(.milliseconds(1))
            #expect(try await page.items == [])
            #expect(await relay.core.parkedCount == 0)
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `lasts 55 seconds at most`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            let workspace = try await relay.found()
            async let page = relay.page(workspace, "from=1&wait=18446744073709551615")
            await Self.parked(relay)
            relay.time.advance(.seconds(55))
            #expect(try await page.items == [])
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `does not wait where there is something, or where the log is shorter than known`(
        _ door: RelayDoor
    ) async throws {
        try await door.open { relay in
            let workspace = try await relay.found()
            #expect(try await relay.page(workspace, "from=0&wait=55000").items.count == 1)
            #expect(try await relay.page(workspace, "from=2&wait=55000").items.count == 0)
        }
    }

    @Test func `that is cancelled gives its place up and answers at once`() async throws {
        try await RelayDoor.process.open { relay in
            let workspace = try await relay.found()
            let task = Task { try await relay.page(workspace, "from=1&wait=55000") }
            await Self.parked(relay)
            task.cancel()
            #expect(try await task.value.items == [])
            #expect(await relay.core.parkedCount == 0)
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `wakes all who wait, once`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            var workspace = try await relay.found()
            let waiting = workspace
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await relay.page(waiting, "from=1&wait=55000").items.count
                    }
                }
                await Self.parked(relay, 20)
                _ = try await relay.append(try workspace.batch().append(), to: workspace)
                var counts: [Int] = []
                for try await count in group { counts.append(count) }
                #expect(counts == Array(repeating: 1, count: 20))
            }
        }
    }
}
