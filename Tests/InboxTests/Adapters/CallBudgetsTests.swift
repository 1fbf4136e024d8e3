import Inbox
import InboxSources
import SkeinCRDT
import SkeinWire
import SourceEmulator
import Testing

@Suite("What may be asked of an account, by all that asks there")
struct CallBudgetsTests {
    private let source = EntityID([1])
    private let lane = EntityID([2])

    private func at(_ milliseconds: Int64) -> MonotonicTime {
        MonotonicTime(milliseconds: milliseconds)
    }

    private func rules(_ limits: CallLimit...) -> SourceRules {
        SourceRules(
            table: .wildberries, hasHistory: true, ownOrigin: nil, pollEvery: .zero,
            callsPerPeriod: 1, period: .seconds(1), limits: limits)
    }

    @Test("ten calls in ten seconds: the eleventh waits for the first to be over")
    func period() {
        let rules = rules(CallLimit(["a"], count: 10, period: .seconds(10)))
        let budgets = CallBudgets()
        for number in 0..<10 {
            #expect(budgets.wait(source, rules, "a", now: at(Int64(number) * 100)) == .zero)
            budgets.note(source, rules, "a", now: at(Int64(number) * 100))
        }
        #expect(budgets.wait(source, rules, "a", now: at(1000)) == .seconds(9))
        #expect(budgets.wait(source, rules, "b", now: at(1000)) == .zero, "another method")
        #expect(budgets.wait(EntityID([9]), rules, "a", now: at(1000)) == .zero, "another account")
        #expect(budgets.wait(source, rules, "a", now: at(10_000)) == .zero)
    }

    @Test("a call counts for all limits that concern it; the longest wait is the one")
    func several() {
        let rules = rules(
            CallLimit(nil, count: 2, period: .seconds(1)),
            CallLimit(["send"], count: 1, period: .seconds(60), isPerConversation: true))
        let budgets = CallBudgets()
        budgets.note(source, rules, "send", lane: lane, now: at(0))
        #expect(
            budgets.wait(source, rules, "send", lane: lane, now: at(500)) == .milliseconds(59_500))
        #expect(budgets.wait(source, rules, "send", lane: EntityID([3]), now: at(500)) == .zero)
        budgets.note(source, rules, "read", now: at(500))
        #expect(
            budgets.wait(source, rules, "send", lane: EntityID([3]), now: at(600))
                == .milliseconds(400))
    }

    @Test("what the platform says counts as well")
    func held() {
        let rules = rules(CallLimit(["a"], count: 5, period: .seconds(1)))
        let budgets = CallBudgets()
        budgets.hold(source, rules, "a", until: at(30_000))
        #expect(budgets.wait(source, rules, "a", now: at(10_000)) == .seconds(20))
        #expect(budgets.wait(source, rules, "a", now: at(30_000)) == .zero)
    }

    @Test("each platform's limits are those that it states")
    func platforms() {
        let basic = "e30.eyJhY2MiOjF9.e30"
        let cases: [(any SourceAdapter, String, Int, Duration)] = [
            (WildberriesAdapter(token: "t"), "wb events", 10, .seconds(10)),
            (WildberriesAdapter(token: basic), "wb events", 1, .seconds(3600)),
            (WildberriesAdapter(token: basic), "wb message", 1, .seconds(3600)),
            (OzonAdapter(token: "1:k"), "ozon history", 50, .seconds(1)),
            (YandexAdapter(token: "1:k"), "ym message", 1000, .seconds(3600)),
            (YandexAdapter(token: "1:k"), "ym chats", 5000, .seconds(3600)),
            (YandexAdapter(token: "1:k"), "ym history", 10_000, .seconds(3600)),
            (TelegramAdapter(token: "1:k"), "tg sendMessage", 30, .seconds(1)),
        ]
        for (adapter, label, count, period) in cases {
            let budgets = CallBudgets()
            for number in 0..<count {
                let lane = EntityID([UInt8(number % 200), UInt8(number / 200 % 200)])
                #expect(budgets.wait(source, adapter.rules, label, lane: lane, now: at(0)) == .zero)
                budgets.note(source, adapter.rules, label, lane: lane, now: at(0))
            }
            #expect(
                budgets.wait(source, adapter.rules, label, lane: EntityID([250]), now: at(0))
                    == period, "\(label)")
        }
    }

    @Test(
        "thirty replies from one device are never refused for their rate",
        arguments: Market.allCases)
    func replies(market: Market) throws {
        let stage = try Stage(polls: true, listed: [.ozon, .yandexMarket])
        var chats: [EntityID] = []
        for number in 0..<30 {
            stage.team.now = stage.team.now + .seconds(6)
            chats.append(try stage.buyerWrites("Вопрос", market, buyer: "Б\(number)"))
        }
        try stage.start()
        var refused = 0
        stage.answered = { _, answer in
            if [420, 429].contains(answer.status) { refused += 1 }
        }
        for (number, chat) in chats.enumerated() {
            _ = try stage.devices[0].colleague.desk.reply(chat, "Ответ \(number)")
        }
        try stage.synchroniseAll()
        try stage.pass(seconds: market == .wildberries ? 400 : 120)
        #expect(stage.ledgerTexts.count == 30)
        #expect(refused == 0)
    }
}
