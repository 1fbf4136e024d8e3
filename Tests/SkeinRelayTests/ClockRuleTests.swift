import SkeinCRDT
import SkeinRelay
import SkeinWire
import Testing

@Suite("The relay's clock")
struct ClockRuleTests {
    private let start = TestRelay.start
    private var last: UInt64 { UInt64(start.wall.milliseconds) }

    private func moved(wall: Duration, monotonic: Duration) -> Instant {
        Instant(wall: start.wall + wall, monotonic: start.monotonic + monotonic)
    }

    private var mark: ClockMark {
        ClockMark(wall: start.wall, monotonic: start.monotonic, boot: "a")
    }

    @Test func `is believed however long the relay was idle or stopped within one boot`() {
        var rule = ClockRule(accepts: false, boot: "a", mark: mark)
        let later = moved(wall: .seconds(86_400), monotonic: .seconds(86_400))
        #expect(rule.check(later, lastLogTime: last) == nil)
        #expect(rule.mark?.wall == later.wall)
    }

    @Test(arguments: [601, -601])
    func `is not believed after a jump of more than ten minutes`(_ seconds: Int) {
        var rule = ClockRule(accepts: false, boot: "a", mark: mark)
        let jumped = moved(wall: .seconds(3_600 + seconds), monotonic: .seconds(3_600))
        #expect(rule.check(jumped, lastLogTime: 0) != nil)
        #expect(rule.mark == mark)
    }

    @Test(arguments: [600, -600])
    func `is believed after a step of up to ten minutes`(_ seconds: Int) {
        var rule = ClockRule(accepts: false, boot: "a", mark: mark)
        let stepped = moved(wall: .seconds(3_600 + seconds), monotonic: .seconds(3_600))
        #expect(rule.check(stepped, lastLogTime: 0) == nil)
    }

    @Test func `is not believed behind the last log time, whatever the mark says`() {
        var rule = ClockRule(accepts: false, boot: "a", mark: mark)
        #expect(rule.check(start, lastLogTime: last + 600_000) == nil)
        #expect(rule.check(start, lastLogTime: last + 600_001) != nil)
    }

    @Test func `after another boot is compared with the mark itself`() {
        var rule = ClockRule(accepts: false, boot: "b", mark: mark)
        let soon = Instant(wall: start.wall + .seconds(600), monotonic: start.monotonic)
        #expect(rule.check(soon, lastLogTime: last) == nil)
        rule = ClockRule(accepts: false, boot: "b", mark: mark)
        let late = Instant(wall: start.wall + .seconds(601), monotonic: start.monotonic)
        #expect(rule.check(late, lastLogTime: last) != nil)
    }

    @Test(arguments: [(-864_000, true), (864_000, true), (-864_000, false), (864_000, false)])
    func `after another boot does not look at how long that boot has lasted`(
        _ difference: Int, isNear: Bool
    ) {
        let early = ClockMark(
            wall: start.wall, monotonic: start.monotonic + .seconds(1_000_000), boot: "a")
        var rule = ClockRule(accepts: false, boot: "b", mark: early)
        let now = Instant(
            wall: start.wall + .seconds(isNear ? 60 : difference),
            monotonic: early.monotonic + .seconds(difference))
        #expect((rule.check(now, lastLogTime: 0) == nil) == isNear)
    }

    @Test func `without a mark is compared with the last log time, if there is one`() {
        var rule = ClockRule(accepts: false, boot: "a", mark: nil)
        let late = moved(wall: .seconds(601), monotonic: .zero)
        #expect(rule.check(late, lastLogTime: last) != nil)
        #expect(rule.check(late, lastLogTime: 0) == nil)
    }

    @Test func `is believed all the same with --accept-time`() {
        var rule = ClockRule(accepts: true, boot: "b", mark: mark)
        let early = moved(wall: .seconds(-9_999), monotonic: .zero)
        #expect(rule.check(early, lastLogTime: last) == nil)
    }

    @Test func `that jumps keeps the relay from appending, not from reading or repeating`() throws {
        let relay = TestRelay()
        var workspace = try relay.found()
        let batch = try workspace.batch()
        relay.now.wall = relay.now.wall + .seconds(3_600)
        let refusal = try relay.append(batch.append(), to: workspace).refusal()
        #expect(refusal.code == .clock)
        #expect(refusal.code.status == 503)
        #expect(relay.engine.clockMark(now: relay.now) == nil)
        _ = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 1)).page()
        #expect(try relay.append(workspace.genesis.append(), to: workspace).appended().index == 0)
        relay.now.wall = relay.now.wall + .seconds(-3_600)
        try relay.admit(batch.append(), to: &workspace)
    }

    @Test func `that jumps has no note signed: the older one is served, and its age shows`() throws
    {
        let relay = TestRelay()
        let workspace = try relay.found()
        let stored = try relay.store.note(of: workspace.id)
        relay.now.wall = relay.now.wall + .seconds(3_600)
        let page = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 1)).page()
        #expect(page.note == stored?.bytes)
        #expect(try relay.store.note(of: workspace.id) == stored)
        let again = try relay.append(workspace.genesis.append(), to: workspace).appended()
        #expect(again.note == stored?.bytes)
    }

    @Test func `that is behind the log at a start keeps the relay from starting`() throws {
        let relay = TestRelay()
        _ = try relay.found()
        let early = Instant(wall: start.wall + .seconds(-601), monotonic: start.monotonic)
        #expect(try TestRelay(store: relay.store).engine.start(now: early) != nil)
        #expect(try TestRelay(store: relay.store).engine.start(now: start) == nil)
    }
}
