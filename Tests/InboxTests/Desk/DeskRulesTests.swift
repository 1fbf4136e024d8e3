import Inbox
import SkeinCRDT
import SkeinWire
import Testing

@Suite("What the desk says of a reply before it is queued")
struct DeskRulesTests {
    @Test("too long is refused, contacts are pointed at, per platform")
    func content() throws {
        let stage = try Stage(listed: [.ozon])
        let ozon = try stage.buyerWrites("Где?", .ozon)
        let telegram = try stage.buyerWrites("Где?", .telegram)
        let desk = stage.devices[0].colleague.desk
        #expect(try desk.check(ozon, "Завтра.").isEmpty)
        let long = String(repeating: "я", count: 1001)
        #expect(try desk.check(ozon, long) == [.textTooLong(count: 1001, limit: 1000)])
        #expect(try desk.check(ozon, long).contains(where: \.refuses))
        #expect(try desk.check(telegram, long).isEmpty)
        #expect(try desk.check(ozon, "звоните 89123456789").count == 1)
        #expect(try desk.check(telegram, "звоните 89123456789").isEmpty)
    }

    @Test("the time to answer is counted from the buyer's last message, without asking anybody")
    func window() throws {
        let stage = try Stage(listed: [.ozon, .yandexMarket])
        let ozon = try stage.buyerWrites("Где?", .ozon)
        let end = stage.team.now + .seconds(48 * 3600)
        let yandex = try stage.buyerWrites("Где?", .yandexMarket)
        #expect(try stage.devices[0].colleague.desk.windowEnd(ozon) == end)
        #expect(try stage.devices[0].colleague.desk.windowEnd(yandex) == nil)
        stage.team.now = end + .seconds(1)
        let desk = stage.devices[0].colleague.desk
        #expect(try desk.check(ozon, "Завтра.") == [.windowOver(since: end, isCertain: false)])
        #expect(try desk.check(yandex, "Завтра.").isEmpty)
    }
}
