import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import Testing

@testable import SkeinSync

@Suite("In and out of contact")
struct ContactTests {
    private func started(isLive: Bool = false) throws -> Bench {
        let bench = try Bench(isLive: isLive)
        try bench.start()
        return bench
    }

    private func pause(_ bench: Bench, _ place: Int) throws -> Duration {
        try #require(bench.devices[place].nextWake) - bench.now.monotonic
    }

    // MARK: Pushing

    @Test func `pauses between uploads begin anew after one that was taken`() throws {
        let bench = try started()
        bench.fate = { $0.isAppend ? .dropped : .delivered }
        try bench.record(1, Bench.retitle("a", "held up"))
        for _ in 0..<4 { try bench.pass(try pause(bench, 1)) }
        #expect(try pause(bench, 1) > .seconds(8))
        bench.fate = { _ in .delivered }
        try bench.pass(try pause(bench, 1))
        #expect(bench.relaySize == 3)
        bench.fate = { $0.isAppend ? .dropped : .delivered }
        try bench.record(1, Bench.retitle("a", "held up again"))
        #expect(try pause(bench, 1) <= .seconds(1))
    }

    @Test func `a wish to synchronise does not wait for the pause of an upload`() throws {
        let bench = try started()
        bench.fate = { $0.isAppend ? .dropped : .delivered }
        try bench.record(1, Bench.retitle("a", "held up"))
        bench.fate = { _ in .delivered }
        try bench.sync(1)
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 0)
    }

    @Test func `nothing is sealed while the newest log is under way`() throws {
        let bench = try started()
        bench.fate = { $0.device == 1 ? .delayed : .delivered }
        try bench.sync(1)
        try bench.record(1, Bench.retitle("a", "after the pull"))
        #expect(bench.appends(of: 1).isEmpty)
        #expect(try bench.devices[1].store.pendingBatch() == nil)
        bench.fate = { _ in .delivered }
        try bench.run()
        #expect(bench.appends(of: 1).count == 1)
        #expect(bench.relaySize == 3)
    }

    @Test func `a taken batch is sent again with pauses while the log does not show it`() throws {
        let bench = try started()
        let old = bench.ask(bench.calling.entries(from: 2, wait: .zero))
        bench.fate = { $0.isAppend ? .delivered : .answered(old) }
        try bench.record(1, Bench.retitle("a", "once"))
        #expect(bench.relaySize == 3)
        try bench.sync(1)
        try bench.pass(.seconds(120))
        // The same bytes, which a relay that has them takes once.
        let count = bench.appends(of: 1).count
        #expect((2...12).contains(count))
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 1)
        bench.fate = { _ in .delivered }
        try bench.sync(1)
        #expect(bench.appends(of: 1).count == count)
        #expect(try bench.devices[1].store.unsentCount == 0)
        try bench.record(1, Bench.retitle("a", "twice"))
        #expect(bench.relaySize == 4)
    }

    @Test func `a batch that was under way when the network was left goes out later`() throws {
        let bench = try started()
        bench.fate = { $0.isAppend ? .delayed : .delivered }
        try bench.record(1, Bench.retitle("a", "under way"))
        try bench.setEnabled(false, 1)
        #expect(bench.devices[1].engine.status.contact == .unknown)
        #expect(!bench.devices[1].engine.isBusy(now: bench.now))
        bench.fate = { $0.isAppend ? .dropped : .delivered }
        try bench.run()
        bench.fate = { _ in .delivered }
        try bench.setEnabled(true, 1)
        #expect(bench.relaySize == 3)
        #expect(Set(bench.appends(of: 1)).count == 1)
        #expect(try bench.devices[1].store.unsentCount == 0)
    }

    @Test func `a removed device uploads nothing any more`() throws {
        let bench = try started()
        // Recorded while it was a member, sealed, and held up until it is none.
        bench.fate = { $0.isAppend ? .dropped : .delivered }
        try bench.record(1, Bench.retitle("a", "too late"))
        bench.fate = { _ in .delivered }
        try bench.rotate(without: bench.founding.devices[1].id)
        try bench.sync(1)
        try bench.pass(.seconds(300))
        #expect(bench.appends(of: 1).count == 1)
        #expect(bench.relaySize == 3)
        #expect(try bench.devices[1].store.unsentCount == 1)
        #expect(bench.devices[1].engine.status.isReachable)
        #expect(!bench.devices[1].engine.isBusy(now: bench.now))
    }

    // MARK: Standing

    @Test func `a single run ends with no call left open`() throws {
        let bench = try started()
        #expect(bench.calls.isEmpty)
        try bench.record(0, Bench.retitle("a", "new"))
        try bench.syncAll()
        #expect(bench.calls.isEmpty)
    }

    @Test func `nobody waits for a log that went out of reach behind an upload`() throws {
        let bench = try started()
        bench.fate = { $0.isAppend ? .delivered : .dropped }
        try bench.record(1, Bench.retitle("a", "taken"))
        #expect(bench.relaySize == 3)
        #expect(!bench.devices[1].engine.isBusy(now: bench.now))
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(2))
        #expect(try bench.devices[1].store.unsentCount == 0)
    }

    @Test func `the relay's clock is told as ahead or behind`() throws {
        let bench = try started()
        #expect(bench.devices[1].engine.status.clockSkew == .zero)
        let old = bench.ask(bench.calling.entries(from: 2, wait: .zero))
        try bench.pass(.seconds(90))
        bench.fate = { _ in .answered(old) }
        try bench.sync(1)
        #expect(bench.devices[1].engine.status.clockSkew == .seconds(-90))
    }

    // MARK: Checkpoints

    @Test func `a log that shrank is refused though its entries were never taken in`() throws {
        let bench = try Bench()
        try bench.start(0)
        let old = bench.ask(bench.calling.entries(from: 0, wait: .zero))
        try bench.record(0, Bench.retitle("a", "later hidden"))
        // Without the key nothing is ingested: the checkpoint is all that is known.
        bench.devices[1].store.epochKey = { _ in nil }
        try bench.start(1)
        let known = try bench.devices[1].store.checkpoint()
        try bench.restart(1)
        #expect(bench.devices[1].store.logSize == 0)
        bench.fate = { _ in .answered(old) }
        try bench.start(1)
        #expect(bench.devices[1].codes == ["relay.refusedAnswer"])
        #expect(bench.devices[1].store.logSize == 0)
        #expect(try bench.devices[1].store.checkpoint() == known)
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(2))
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `an entry that needs a newer build stops writing and says so`() throws {
        let bench = try started()
        let state = try bench.relayState()
        let entry = LogEntry(time: state.lastTime, body: .unknown(kind: 3, [1, 2, 3]))
        var frontier = state.frontier
        frontier.append(entry.leafHash)
        let page = LogPage(
            note: bench.note(size: frontier.size, root: frontier.root),
            items: [LogPage.Item(entry: entry, records: [])])
        let answer = bench.ask(bench.calling.entries(from: 2, wait: .zero))
            .with(body: page.encoded())
        bench.fate = { _ in .answered(answer) }
        try bench.sync(1)
        let device = bench.devices[1]
        guard case .updateNeeded? = device.engine.status.stop else {
            Issue.record("it goes on: \(String(describing: device.engine.status.stop))")
            return
        }
        #expect(device.notices.last?.code == "log.updateNeeded")
        #expect(device.notices.last?.urgency == .alarm)
        #expect(device.store.logSize == 2)
        let before = bench.sent.count
        try bench.record(1, Bench.retitle("a", "kept here"))
        try bench.pass(.seconds(300))
        #expect(bench.sent.count == before)
        #expect(try device.store.unsentCount == 1)
    }
}
