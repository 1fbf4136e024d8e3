import GRDB
import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import SourceEmulator
import Synchronization
import Testing

@Suite("Polling sources")
struct PollTests {
    private func texts(_ device: StageDevice) throws -> [String] {
        try device.store.read { database in
            try String.fetchAll(
                database, sql: "SELECT text FROM message ORDER BY sent, text")
        }
    }

    private func wildberries(_ stage: Stage) -> EntityID {
        InboxID.source(.wildberries, account: stage.wildberriesAccount)
    }

    @Test("takes the lease through the log, then what buyers write becomes facts for everybody")
    func reads() throws {
        let stage = try Stage(roles: [.sender], polls: true)
        try stage.start()
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.buyerWritesUnread("Где?", .telegram)
        try stage.pass(seconds: 30)
        for device in stage.devices {
            #expect(try Set(texts(device)) == ["Когда придёт?", "Где?"])
        }
        let lease = try stage.devices[0].store.lease(wildberries(stage))
        #expect(lease?.holder == DeviceNumber(0))
        #expect(stage.devices[1].poll?.statusByID.isEmpty == true, "only the holder polls")
        #expect(try stage.devices[0].colleague.desk.list().rows.map(\.buyer) == ["Ольга", "Ольга"])
    }

    @Test("sends a token where it belongs, wherever a colleague says that the source is")
    func moved() throws {
        let stage = try Stage(roles: [.sender], polls: true)
        let asked = Mutex(0)
        stage.obstacle = { call in
            if call.url.contains("elsewhere") { asked.withLock { $0 += 1 } }
            return nil
        }
        let colleague = stage.devices[1].colleague.desk
        try colleague.moveSource(wildberries(stage), to: "https://elsewhere.test")
        try stage.start()
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.pass(seconds: 30)
        let source = try stage.devices[0].colleague.desk.source("shop-wb")
        #expect(source.url == "https://elsewhere.test", "an offer to colleagues")
        #expect(try texts(stage.devices[0]) == ["Когда придёт?"])
        #expect(asked.withLock { $0 } == 0)
    }

    @Test("a message that is read again is the same fact, recorded once")
    func once() throws {
        let stage = try Stage(polls: true)
        try stage.start()
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.pass(seconds: 30)
        let size = stage.devices[0].store.logSize
        try stage.pass(seconds: 200)
        #expect(stage.devices[0].store.logSize == size, "nothing new, nothing logged")
    }

    @Test("is taken over 12 min after the holder was last heard of, not before")
    func takeover() throws {
        let stage = try Stage(roles: [.sender], polls: true)
        try stage.start()
        try stage.pass(seconds: 10)
        stage.devices[0].turnOff()
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.pass(seconds: 690)
        #expect(try texts(stage.devices[1]).isEmpty)
        try stage.pass(seconds: 120)
        #expect(try texts(stage.devices[1]) == ["Когда придёт?"])
        #expect(
            try stage.devices[1].store.lease(wildberries(stage))?.holder == DeviceNumber(1))
    }

    @Test("an idle holder renews its lease every five minutes")
    func renewal() throws {
        let stage = try Stage(roles: [.sender], polls: true)
        try stage.start()
        try stage.pass(seconds: 3600)
        #expect(
            try stage.devices[0].store.lease(wildberries(stage))?.holder == DeviceNumber(0))
        #expect((12...40).contains(stage.team.log.count), "\(stage.team.log.count) entries")
    }

    @Test("without the relay no lease is taken; who holds one polls until it may be another's")
    func relayDown() throws {
        let stage = try Stage(roles: [.sender], polls: true)
        stage.relayIsUp = false
        try stage.start()
        try stage.buyerWritesUnread("один")
        try stage.pass(seconds: 60)
        #expect(try texts(stage.devices[0]).isEmpty)
        try stage.setRelay(isUp: true)
        try stage.pass(seconds: 60)
        try stage.setRelay(isUp: false)
        try stage.buyerWritesUnread("два")
        try stage.pass(seconds: 600)
        #expect(try texts(stage.devices[0]) == ["один", "два"])
        try stage.pass(seconds: 180)
        try stage.buyerWritesUnread("три")
        try stage.pass(seconds: 60)
        #expect(try texts(stage.devices[0]) == ["один", "два"])
        try stage.setRelay(isUp: true)
        try stage.pass(seconds: 60)
        #expect(try texts(stage.devices[1]) == ["один", "два", "три"])
    }

    @Test("alone in a workspace it goes on polling, however long the relay is away")
    func alone() throws {
        let stage = try Stage(polls: true)
        try stage.start()
        try stage.pass(seconds: 10)
        try stage.setRelay(isUp: false)
        try stage.pass(seconds: 3600)
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.pass(seconds: 30)
        #expect(try texts(stage.devices[0]) == ["Когда придёт?"])
    }

    @Test("backs off on errors, says so once, and recovers by itself")
    func errors() throws {
        let stage = try Stage(polls: true)
        try stage.start()
        try stage.pass(seconds: 10)
        stage.emulator.wildberries.faults.add(Fault(.errorBefore, on: .read, times: 5))
        try stage.pass(seconds: 20)
        #expect(stage.notices.filter { $0.code == "source.server-error" }.count == 1)
        let source = wildberries(stage)
        let store = stage.devices[0].store
        #expect(try PollEngine.storedHealth(source, store).problemCode == "server-error")
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.pass(seconds: 120)
        #expect(try texts(stage.devices[0]) == ["Когда придёт?"])
        #expect(try PollEngine.storedHealth(source, store).problemCode == nil)
        #expect(stage.devices[0].poll?.statusByID[source]?.problem == nil)
        #expect(try PollEngine.storedHealth(source, store).lastSuccess != nil)
    }

    @Test("a refused token is an alarm; a new one goes on where the old one was")
    func refusedToken() throws {
        let stage = try Stage(polls: true)
        try stage.start()
        try stage.pass(seconds: 10)
        try stage.emulator.wildberries.setRevoked(true, account: nil)
        try stage.pass(seconds: 60)
        let alarm = stage.notices.first { $0.code == "source.unauthorized" }
        #expect(alarm?.urgency == .alarm)
        #expect(alarm?.detail.contains(Stage.wildberriesToken) == false)
        try stage.emulator.wildberries.setRevoked(false, account: nil)
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.pass(seconds: 400)
        #expect(try texts(stage.devices[0]) == ["Когда придёт?"])
    }

    @Test("without a token nothing is asked and no lease is taken")
    func noToken() throws {
        let stage = try Stage(polls: true)
        stage.devices[0].tokens = [:]
        try stage.start()
        try stage.pass(seconds: 60)
        #expect(try stage.devices[0].store.lease(wildberries(stage)) == nil)
    }

    @Test(
        "dying at any step it loses nothing and doubles nothing",
        arguments: [
            Market.wildberries, .telegram,
        ])
    func deaths(market: Market) throws {
        let steps = try run(market, dieAt: nil).steps
        #expect(steps > 10)
        for step in 1...steps {
            let outcome = try run(market, dieAt: step)
            #expect(outcome.texts == ["один", "два", "три"], "step \(step)")
        }
    }

    private func run(
        _ market: Market, dieAt step: Int?
    ) throws -> (texts: [String], steps: Int) {
        let stage = try Stage(polls: true)
        stage.devices[0].tokens = stage.devices[0].tokens.filter { $0.key == market }
        try stage.start()
        let before = stage.stepCount
        stage.death = step.map { (step: before + $0, isForEver: false) }
        for text in ["один", "два", "три"] {
            try stage.buyerWritesUnread(text, market)
            try stage.pass(seconds: 7)
        }
        let steps = stage.stepCount - before
        try stage.pass(seconds: 60)
        return (try texts(stage.devices[0]), steps)
    }
}
