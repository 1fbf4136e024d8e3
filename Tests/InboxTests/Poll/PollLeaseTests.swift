import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("What a poller does with its lease and its cursor")
struct PollLeaseTests {
    private let stage: Stage
    private let engine: PollEngine
    private let source: EntityID
    private var anna: Colleague { stage.devices[0].colleague }

    init() throws {
        stage = try Stage(roles: [.sender])
        let wildberries = InboxID.source(.wildberries, account: stage.wildberriesAccount)
        source = wildberries
        engine = PollEngine(
            store: stage.devices[0].store,
            tokens: { $0 == wildberries ? SourceToken(Stage.wildberriesToken) : nil })
    }

    /// Takes the lease through the log; the first call that it leads to.
    private func firstCall() throws -> (id: UInt64, call: HTTPCall) {
        for case .record(let edits) in engine.handle(.online(true), now: stage.now) {
            try anna.record(edits)
        }
        try stage.synchroniseAll()
        return try #require(calls(engine.handle(.ingested, now: stage.now)).first)
    }

    private func calls(_ actions: [EngineAction]) -> [(id: UInt64, call: HTTPCall)] {
        actions.compactMap { if case .call(let id, let call) = $0 { (id, call) } else { nil } }
    }

    private func edits(_ actions: [EngineAction]) -> [Edit] {
        var all: [Edit] = []
        for case .record(let edits) in actions { all += edits }
        return all
    }

    private func answer(_ call: HTTPCall) throws -> HTTPAnswer {
        guard case .answer(let answer) = stage.emulator.handle(call, now: stage.team.now) else {
            throw StageError.nameless
        }
        return answer
    }

    @Test("a page that did not get into the store is asked for again")
    func pageLost() throws {
        try stage.buyerWritesUnread("Когда придёт?")
        let first = try firstCall()
        let told = engine.handle(
            .answered(id: first.id, .success(try answer(first.call))), now: stage.now)
        #expect(!edits(told).isEmpty)
        // Nobody records it.
        stage.team.now = stage.team.now + .seconds(1)
        #expect(calls(engine.handle(.tick, now: stage.now)).isEmpty)
        stage.team.now = stage.team.now + .seconds(60)
        let again = try #require(calls(engine.handle(.tick, now: stage.now)).first)
        #expect(again.call.url == first.call.url)
        let retold = engine.handle(
            .answered(id: again.id, .success(try answer(again.call))), now: stage.now)
        #expect(edits(retold).count == edits(told).count)
        try anna.record(edits(retold))
        _ = engine.handle(.recorded, now: stage.now)
        stage.team.now = stage.team.now + .seconds(60)
        let next = try #require(calls(engine.handle(.tick, now: stage.now)).first)
        #expect(next.call.url != first.call.url)
    }

    @Test("an answer that comes after the lease has gone is not used")
    func leaseGone() throws {
        try stage.buyerWritesUnread("Когда придёт?")
        let first = try firstCall()
        let late = try answer(first.call)
        stage.team.now = stage.team.now + .seconds(721)
        let other = stage.devices[1].colleague
        try other.record([LeaseVerb.lease.edit(source)])
        try other.push()
        try anna.pull()
        #expect(try anna.store.lease(source)?.holder == DeviceNumber(1))
        _ = engine.handle(.ingested, now: stage.now)
        let told = engine.handle(.answered(id: first.id, .success(late)), now: stage.now)
        #expect(edits(told).isEmpty)
        #expect(engine.statusByID.isEmpty)
    }

    @Test("what the platform forgets when it is asked for more is asked for until the log has it")
    func forgetful() throws {
        let telegram = InboxID.source(.telegram, account: "800200")
        let engine = PollEngine(
            store: anna.store, tokens: { $0 == telegram ? SourceToken(Stage.telegramToken) : nil })
        try anna.record([LeaseVerb.lease.edit(telegram)])
        try stage.synchroniseAll()
        try stage.buyerWritesUnread("Где?", .telegram)
        let first = try #require(calls(engine.handle(.start, now: stage.now)).first)
        try anna.record(
            edits(
                engine.handle(
                    .answered(id: first.id, .success(try answer(first.call))), now: stage.now)))
        #expect(calls(engine.handle(.recorded, now: stage.now)).isEmpty)
        stage.team.now = stage.team.now + .seconds(30)
        let again = try #require(calls(engine.handle(.tick, now: stage.now)).first)
        #expect(again.call.url == first.call.url)
        let told = engine.handle(
            .answered(id: again.id, .success(try answer(again.call))), now: stage.now)
        #expect(try anna.record(edits(told)).isEmpty, "it is known already")
        try stage.synchroniseAll()
        _ = engine.handle(.ingested, now: stage.now)
        stage.team.now = stage.team.now + .seconds(1)
        let next = try #require(calls(engine.handle(.tick, now: stage.now)).first)
        #expect(next.call.url.contains("offset="))
    }

    @Test("a device that may not record what it reads stops reading")
    func demoted() throws {
        let petr = stage.devices[1].colleague
        let source = source
        let engine = PollEngine(
            store: petr.store, tokens: { $0 == source ? SourceToken(Stage.wildberriesToken) : nil })
        try petr.record([LeaseVerb.lease.edit(source)])
        try stage.synchroniseAll()
        let first = try #require(calls(engine.handle(.start, now: stage.now)).first)
        let membership = try #require(anna.store.log?.membership)
        let entry = MemberEntry(
            after: membership, author: anna.keys.id, action: .setRole(petr.keys.id, .observer))
        stage.team.append(entry.signed(with: anna.keys.signing), records: [])
        try stage.synchroniseAll()
        _ = engine.handle(.ingested, now: stage.now)
        try stage.buyerWritesUnread("Когда придёт?")
        let told = engine.handle(
            .answered(id: first.id, .success(try answer(first.call))), now: stage.now)
        #expect(edits(told).isEmpty)
        #expect(engine.statusByID.isEmpty)
        // Somebody else need not wait for the end of its term.
        try anna.record([LeaseVerb.lease.edit(source)])
        try stage.synchroniseAll()
        #expect(try petr.store.lease(source)?.holder == anna.store.member?.number)
    }

    @Test("a device whose records reach nobody any more stops reading for good")
    func stopped() throws {
        try stage.buyerWritesUnread("Когда придёт?")
        let first = try firstCall()
        let read = try answer(first.call)
        #expect(calls(engine.handle(.stopped, now: stage.now)).isEmpty)
        let told = engine.handle(.answered(id: first.id, .success(read)), now: stage.now)
        #expect(edits(told).isEmpty)
        stage.team.now = stage.team.now + .seconds(60)
        #expect(calls(engine.handle(.tick, now: stage.now)).isEmpty)
        #expect(engine.statusByID.isEmpty)
        #expect(!engine.isBusy(now: stage.now))
    }

    @Test("an observer's device does not ask for a lease, although it has the token")
    func observer() throws {
        let stage = try Stage(roles: [.observer], polls: true)
        stage.devices[0].tokens = [:]
        try stage.start()
        let size = stage.team.log.count
        try stage.pass(seconds: 600)
        #expect(stage.team.log.count == size)
    }

    @Test("another's lease is not asked for while it lasts")
    func notWhileItLasts() throws {
        let stage = try Stage(roles: [.sender], polls: true)
        try stage.start()
        try stage.pass(seconds: 10)
        let size = stage.team.log.count
        try stage.pass(seconds: 250)
        #expect(stage.team.log.count == size)
    }

    @Test("what a later page does not name stays known")
    func contextStays() throws {
        let stage = try Stage(polls: true)
        try stage.start()
        try stage.buyerWritesUnread("Когда придёт?")
        try stage.pass(seconds: 10)
        let first = try #require(try stage.devices[0].colleague.desk.list().rows.first)
        #expect(first.order != nil)
        #expect(first.product != nil)
        // Long after, so that the first event is no longer read with it.
        try stage.pass(seconds: 120)
        try stage.buyerWritesUnread("Ау")
        try stage.pass(seconds: 120)
        let row = try #require(try stage.devices[0].colleague.desk.list().rows.first)
        #expect(row.messageCount == 2)
        #expect(row.order == first.order)
        #expect(row.product == first.product)
    }
}
