import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// Clocks only break ties, and the log bounds how far one may be out.
@Suite struct StampTests {
    private static let day = Duration.seconds(86_400)
    private let milk = TodoList.item("milk")

    /// Records by a device's own clock instead of the team's.
    private func record(
        _ team: TodoTeam, _ device: Int, _ text: String, at now: WallTime
    ) throws {
        var random = SplitMix64(seed: 9)
        try team.store(device).record([TodoList.name(milk, text)], now: now, random: &random)
    }

    private func stamp(_ team: TodoTeam, _ device: Int) throws -> HybridTime {
        let values = try #require(try team.entity(device, milk)).alive(TodoList.title)
        return try #require(values.first).key.stamp
    }

    @Test func `a clock that leads by a day does not win over what comes ten minutes later`() throws
    {
        let team = try TodoTeam()
        try record(team, 1, "tomorrow", at: team.now + Self.day)
        try team.upload(1)
        try team.record(0, [TodoList.name(milk, "today")], after: .seconds(600))
        try team.synchronise()
        for device in team.devices {
            #expect(try team.shown(device, milk, TodoList.title) == .text("today"))
        }
    }

    @Test func `a clock that is a day late stands no earlier than the log that it had seen`() throws
    {
        let team = try TodoTeam()
        let seen = UInt64(team.now.milliseconds)
        try record(team, 1, "yesterday", at: team.now + (.zero - Self.day))
        try team.synchronise()
        for device in team.devices {
            #expect(try stamp(team, device) == HybridTime(milliseconds: seen, counter: 0))
        }
    }

    @Test(arguments: [false, true])
    func `an edit comes after all that its device had seen, whatever its clock shows`(
        restarted: Bool
    ) throws {
        let team = try TodoTeam()
        let late = team.now
        try team.record(1, [TodoList.name(milk, "Milk")], after: .seconds(3_600))
        try team.upload(1)
        try team.pull(0)
        let seen = try stamp(team, 0)
        #expect(seen.milliseconds > UInt64(late.milliseconds))
        if restarted { team.close(0) }
        try record(team, 0, "Tea", at: late)
        let own = try #require(try team.store(0).unsent().operations.last)
        #expect(own.stamp > seen)
        if restarted { team.close(0) }
        try record(team, 0, "Bread", at: late)
        let next = try #require(try team.store(0).unsent().operations.last)
        #expect(next.stamp > own.stamp)
    }

    /// Else a lying relay could put what honest devices write after it years ahead, or back.
    @Test(arguments: [1, 1 << 48] as [UInt64])
    func `an entry that is void for its time counts as the moment before it`(time: UInt64) throws {
        let team = try TodoTeam()
        let seen = UInt64(team.now.milliseconds)
        team.appendVoid(at: time)
        for device in team.devices { try team.pull(device) }
        try record(team, 1, "yesterday", at: team.now + (.zero - Self.day))
        try team.synchronise()
        for device in team.devices {
            #expect(try stamp(team, device) == HybridTime(milliseconds: seen, counter: 0))
        }
    }
}
