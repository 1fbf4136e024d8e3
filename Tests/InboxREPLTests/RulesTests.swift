import Inbox
import SkeinCRDT
import Testing

@testable import InboxREPL

/// What the platforms allow, asked without any network.
struct RulesTests {
    @Test func `rules are listed by platform, by source and in both languages`() async throws {
        let bench = try await Bench().withChats()
        let all = await bench.run("rules --json=platform").data
        for market in Market.allCases { #expect(all.contains("\"\(market.rawValue)\"")) }
        let ozon = await bench.run("rules озон --json=platform,date").data
        #expect(ozon.contains("2026-07-12") && !ozon.contains("\"wb\""))
        let source = try #require(
            try await bench.session.desk { try $0.sources() }.first { $0.market == .wildberries })
        #expect(
            await bench.run("rules \(source.name) --json").data
                == (await bench.run("правила wb --json").data))
        #expect(await bench.run("rules tg").data.contains("Own messages within 48 h."))
        let russian = try await Bench { $0.language = .ru }.withChats()
        #expect(await russian.run("rules tg").data.contains("Свои сообщения в течение 48 ч."))
        #expect(await bench.run("rules nowhere").exit == .notFound)
        #expect(await bench.run("rules wb ozon").exit == .usage)
    }

    @Test func `a text is looked at by the rules of a platform or of the chat at hand`()
        async throws
    {
        let bench = try await Bench().withChats()
        let found = await bench.run("rules check звоните 89123456789 --for wb --json")
        #expect(found.exit == .refused)
        #expect(found.data == "[{\"finding\":\"phone\",\"text\":\"89123456789\"}]\n")
        #expect(await bench.run("rules check звоните 89123456789 --for tg").exit == .done)
        let long = String(repeating: "я", count: 1001)
        #expect(
            await bench.run("rules check \(long) --for ozon --json=text").data
                == "[{\"text\":\"1001/1000\"}]\n")
        #expect(await bench.run("rules check привет").exit == .usage)
        #expect(await bench.run("rules check").exit == .usage)
        await bench.run("list buyer:Рустам")
        await bench.run("show %1")
        #expect(await bench.run("rules check пишите на a@b.example").exit == .refused)
    }

    @Test func `a reply after the platform's time is warned of, and queued`() async throws {
        let inTime = try await Bench().withChats()
        await inTime.run("list buyer:Рустам")
        #expect(!(await inTime.run("reply %1 Завтра --yes").messages.contains("is over")))
        let tooLate = Shop.noon + .seconds(11 * 86_400)
        let bench = try await Bench {
            $0.now = { Instant(wall: tooLate, monotonic: MonotonicTime(milliseconds: 0)) }
        }.withChats()
        await bench.run("list buyer:Рустам")
        let late = await bench.run("reply %1 Завтра --yes")
        #expect(late.exit == .done && late.messages.contains("is over"), "\(late)")
    }
}
