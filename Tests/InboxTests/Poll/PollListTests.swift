import GRDB
import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import SourceEmulator
import Testing

@Suite("Polling sources that have a list of chats and no feed")
struct PollListTests {
    private func texts(_ device: StageDevice) throws -> [String] {
        try device.store.read { database in
            try String.fetchAll(
                database, sql: "SELECT text FROM message ORDER BY sent, place, id")
        }
    }

    private func source(_ market: Market) -> EntityID {
        InboxID.source(market, account: Stage.account(of: market))
    }

    @Test("what buyers write becomes facts, once", arguments: [Market.ozon, .yandexMarket])
    func reads(market: Market) throws {
        let stage = try Stage(roles: [.sender], polls: true, listed: [market])
        try stage.start()
        for number in 0..<30 {
            try stage.buyerWritesUnread("Вопрос \(number)", market, buyer: "Б\(number % 25)")
        }
        try stage.pass(seconds: 60)
        for device in stage.devices {
            #expect(try Set(texts(device)) == Set((0..<30).map { "Вопрос \($0)" }))
        }
        try stage.buyerWritesUnread("Ещё", market, buyer: "Б3")
        try stage.pass(seconds: 30)
        #expect(try texts(stage.devices[1]).count == 31)
        let size = stage.devices[0].store.logSize
        try stage.pass(seconds: 120)
        #expect(stage.devices[0].store.logSize == size, "nothing new, nothing logged")
        #expect(stage.devices[0].poll?.statusByID[source(market)]?.problem == nil)
    }

    @Test("a second message of the same second is found", arguments: [true, false])
    func sameSecond(restarts: Bool) throws {
        let stage = try Stage(polls: true, listed: [.yandexMarket])
        try stage.start()
        try stage.pass(seconds: 20)
        try stage.buyerWritesUnread("первое", .yandexMarket)
        let early = stage.team.now
        while try texts(stage.devices[0]).isEmpty { try stage.pass(seconds: 1) }
        // It shows up late, with a stamp that the list has told already.
        _ = try stage.emulator.yandex.buyerWrites(
            BuyerMessage(buyer: "Ольга", text: "второе"), at: early)
        if restarts { try stage.start() }
        try stage.pass(seconds: 90)
        #expect(try Set(texts(stage.devices[0])) == ["первое", "второе"])
    }

    @Test("another device goes on where the log is, and asks for no history that is known")
    func takesOver() throws {
        let stage = try Stage(roles: [.sender], polls: true, listed: [.ozon])
        try stage.start()
        for number in 0..<12 {
            try stage.buyerWritesUnread("Вопрос \(number)", .ozon, buyer: "Б\(number)")
        }
        try stage.pass(seconds: 30)
        stage.devices[0].turnOff()
        var histories = 0
        stage.stranger = { call in
            if call.label == "ozon history" { histories += 1 }
            return nil
        }
        try stage.pass(seconds: 900)
        #expect(try stage.devices[1].store.lease(source(.ozon))?.holder == DeviceNumber(1))
        #expect(histories == 0)
        try stage.buyerWritesUnread("Новый", .ozon, buyer: "Б7")
        try stage.pass(seconds: 30)
        #expect(try texts(stage.devices[1]).count == 13)
        #expect(histories == 1)
    }

    @Test("a device that dies between any two steps loses no message", arguments: 1...24)
    func death(step: Int) throws {
        let stage = try Stage(polls: true, listed: [.ozon, .yandexMarket])
        stage.emulator.ozon.quirks.pageSize = 2
        for number in 0..<6 {
            try stage.buyerWritesUnread("o\(number)", .ozon, buyer: "Б\(number % 4)")
            try stage.buyerWritesUnread("y\(number)", .yandexMarket, buyer: "Б\(number % 4)")
        }
        stage.death = (step * 3, false)
        try stage.start()
        try stage.pass(seconds: 240)
        let expected = (0..<6).flatMap { ["o\($0)", "y\($0)"] }
        #expect(try texts(stage.devices[0]).sorted() == expected.sorted())
    }

    @Test("a chat that cannot be read keeps no other from being read, and is told of")
    func oneBadChat() throws {
        let stage = try Stage(polls: true, listed: [.ozon])
        let bad = try stage.buyerWritesUnread("первый", .ozon, buyer: "А").chat
        try stage.buyerWritesUnread("второй", .ozon, buyer: "Б")
        let page = HTTPAnswer(status: 200, body: Array("<html>".utf8))
        stage.stranger = { call in
            let isBad = String(decoding: call.body, as: UTF8.self).contains(bad)
            return call.label == "ozon history" && isBad ? .success(page) : nil
        }
        try stage.start()
        try stage.pass(seconds: 60)
        #expect(try texts(stage.devices[0]) == ["второй"])
        #expect(
            stage.devices[0].poll?.statusByID[source(.ozon)]?.problem?.code == "unreadable")
        stage.stranger = { _ in nil }
        try stage.pass(seconds: 600)
        #expect(try Set(texts(stage.devices[0])) == ["первый", "второй"])
        #expect(stage.devices[0].poll?.statusByID[source(.ozon)]?.problem == nil)
    }

    @Test("when a key ends is known, and told two weeks before", arguments: [100, 13])
    func keyEnds(days: Int64) throws {
        let stage = try Stage(polls: true, listed: [.ozon])
        let end = stage.team.now + .seconds(days * 86_400)
        stage.emulator.ozon.addAccount(token: Stage.ozonToken, expires: end)
        try stage.start()
        try stage.pass(seconds: 60)
        let health = try PollEngine.storedHealth(source(.ozon), stage.devices[0].store)
        #expect(health.tokenEnds == end)
        let told = stage.notices.filter { $0.code == "source.token-ends" }
        #expect(told.map(\.detail) == (days < 14 ? ["12"] : []))
    }
}
