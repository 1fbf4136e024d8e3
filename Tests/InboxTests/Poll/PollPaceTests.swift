import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("How often a source is asked")
struct PollPaceTests {
    /// A device that polls Wildberries, and the moments at which it asked.
    private final class Watch {
        let stage: Stage
        var times: [WallTime] = []

        init() throws {
            stage = try Stage(polls: true)
            stage.devices[0].tokens[.telegram] = nil
            stage.obstacle = { [unowned self] call in
                // Each call meets the obstacle twice.
                if call.label == "wb events", times.last != stage.team.now {
                    times.append(stage.team.now)
                }
                return nil
            }
            try stage.start()
        }

        var pauses: [Duration] { zip(times, times.dropFirst()).map { $1 - $0 } }
    }

    @Test("every five seconds, and at once where an answer says that there may be more")
    func pace() throws {
        let watch = try Watch()
        try watch.stage.pass(seconds: 30)
        #expect(watch.pauses.allSatisfy { $0 == .seconds(5) })
        try watch.stage.buyerWritesUnread("Когда придёт?")
        try watch.stage.pass(seconds: 30)
        #expect(Set(watch.pauses) == [.seconds(1), .seconds(5)])
    }

    @Test("after failures ever more seldom, up to five minutes")
    func backingOff() throws {
        let watch = try Watch()
        try watch.stage.pass(seconds: 10)
        watch.stage.emulator.wildberries.faults.add(
            Fault(.errorBefore, on: .read, times: 1000))
        watch.times = []
        try watch.stage.pass(seconds: 1500)
        let expected = [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map { Duration.seconds($0) }
        #expect(watch.pauses == expected)
    }

    @Test("told to wait it waits, and makes nothing of it")
    func limited() throws {
        let watch = try Watch()
        try watch.stage.pass(seconds: 10)
        watch.stage.emulator.wildberries.faults.add(
            Fault(.tooMany, on: .read, delay: .seconds(100)))
        watch.times = []
        try watch.stage.pass(seconds: 120)
        #expect(watch.pauses.first == .seconds(100))
        #expect(watch.stage.notices.isEmpty)
    }
}
