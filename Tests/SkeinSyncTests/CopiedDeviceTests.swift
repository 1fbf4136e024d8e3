import SkeinCRDT
import SkeinSync
import SkeinWire
import Testing

@Suite("A copied device")
struct CopiedDeviceTests {
    /// The second device has uploaded once; then its folder was copied.
    private func copied() throws -> (bench: Bench, copy: Int) {
        let bench = try Bench()
        try bench.start()
        try bench.record(1, Bench.retitle("a", "before the copy"))
        try bench.syncAll()
        let copy = try bench.copy(1)
        return (bench, copy)
    }

    private func expectStopped(_ bench: Bench, _ copy: Int) throws {
        #expect(bench.devices[copy].engine.status.stop == .identityCopied)
        #expect(bench.devices[copy].notices.last?.code == "device.copied")
        #expect(bench.devices[copy].notices.last?.urgency == .alarm)
        let size = bench.relaySize
        let appends = bench.appends(of: copy).count
        try bench.record(copy, Bench.retitle("a", "never to leave"))
        try bench.sync(copy)
        try bench.pass(.seconds(120))
        #expect(bench.appends(of: copy).count == appends)
        #expect(bench.relaySize == size)
        // The other devices go on, and stay equal.
        try bench.record(0, Bench.retitle("a", "by the first"))
        try bench.record(1, Bench.rewrite("b", "by the original"))
        try bench.syncAll()
        #expect(bench.devices[1].engine.status.stop == nil)
        #expect(bench.relaySize == size + 2)
        #expect(try bench.areEqual(0, 1))
    }

    @Test func `is told so at its first contact and writes nothing more`() throws {
        let (bench, copy) = try copied()
        try bench.start(1)
        try bench.record(1, Bench.retitle("a", "after the copy"))
        try bench.start(copy)
        try expectStopped(bench, copy)
    }

    @Test func `is found though it was used as much as the original`() throws {
        let (bench, copy) = try copied()
        try bench.start(1)
        try bench.record(1, Bench.retitle("a", "by the original"))
        // Offline, so under the same counters as the original's.
        try bench.record(copy, Bench.retitle("a", "by the copy"))
        try bench.record(copy, Bench.retitle("b", "by the copy"))
        try bench.start(copy)
        #expect(bench.appends(of: copy).isEmpty)
        try expectStopped(bench, copy)
    }

    @Test func `is found when both upload at once`() throws {
        let (bench, copy) = try copied()
        try bench.start(1)
        try bench.start(copy)
        #expect(bench.devices[copy].engine.status.stop == nil)
        try bench.record(1, Bench.retitle("a", "faster"))
        try bench.record(copy, Bench.retitle("a", "slower"))
        #expect(bench.devices[copy].codes.contains("relay.refusedBatch"))
        try expectStopped(bench, copy)
    }

    @Test func `stays stopped after a restart`() throws {
        let (bench, copy) = try copied()
        try bench.start(1)
        try bench.record(1, Bench.retitle("a", "after the copy"))
        try bench.start(copy)
        #expect(bench.devices[copy].engine.status.stop == .identityCopied)
        try bench.restart(copy)
        try bench.start(copy)
        try expectStopped(bench, copy)
    }

    @Test func `that was not used since differs in nothing from its original`() throws {
        let (bench, copy) = try copied()
        try bench.start(copy)
        try bench.record(copy, Bench.retitle("a", "used on here"))
        try bench.sync(0)
        #expect(bench.devices[copy].engine.status.stop == nil)
        #expect(try bench.areEqual(0, copy))
        // The original is the one that lacks entries now.
        try bench.start(1)
        #expect(bench.devices[1].engine.status.stop == .identityCopied)
    }
}
