import GRDB
import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinTransport
import Testing

/// Answers that are broken or meant ill, at every place where a source is asked.
@Suite("Hostile and broken answers")
struct HostileAnswerTests {
    static let adapters: [any SourceAdapter] = [
        WildberriesAdapter(token: "SECRET"), TelegramAdapter(token: "5:SECRET"),
        OzonAdapter(token: "5:SECRET"), YandexAdapter(token: "5:SECRET"),
    ]

    @Test("there are forty kinds at least")
    func count() {
        #expect(HostileAnswer.all.count >= 40)
        #expect(Set(HostileAnswer.all.map(\.name)).count == HostileAnswer.all.count)
    }

    @Test("none is a message, an account, or a reply that was sent", arguments: HostileAnswer.all)
    func adapters(hostile: HostileAnswer) {
        let outcome = hostile.outcome()
        for adapter in Self.adapters {
            let name = "\(type(of: adapter))"
            var said: [String] = []
            let mayBeSent = hostile.hasWordOfYandex && adapter is YandexAdapter
            if case .sent = adapter.classify(outcome) { #expect(mayBeSent, "\(name): sent") }
            said.append("\(adapter.classify(outcome))")
            guard case .success(let answer) = outcome else { continue }
            do {
                let page = try adapter.readPoll(answer, from: nil)
                #expect(page.messages.isEmpty, "\(name)")
                #expect(page.heads.isEmpty, "\(name)")
                #expect(!page.more || page.cursor != nil, "\(name)")
            } catch {
                said.append("\(error)")
            }
            let query = HistoryQuery(conversation: "5", after: nil)
            do {
                #expect(try adapter.readHistory(answer, query).messages.isEmpty, "\(name)")
            } catch {
                said.append("\(error)")
            }
            // Two platforms name the account in the token only; nobody else can.
            if let identity = try? adapter.readIdentity(answer) {
                #expect(identity.account == "5" && !(adapter is TelegramAdapter), "\(name)")
            }
            #expect(said.allSatisfy { !$0.contains("SECRET") && $0.utf8.count < 1000 }, "\(name)")
        }
    }

    @Test("a reply is unknown where it may have arrived", arguments: HostileAnswer.all)
    func doubt(hostile: HostileAnswer) {
        for adapter in Self.adapters
        where !(hostile.hasWordOfYandex && adapter is YandexAdapter) {
            let verdict = adapter.classify(hostile.outcome())
            let isUnknown = if case .unknown = verdict { true } else { false }
            switch hostile.outcome() {
            case .failure(let failure): #expect(isUnknown == failure.mayHaveBeenSent)
            // Only the platform itself can refuse, and only by these.
            case .success(let answer): #expect(isUnknown != [420, 429].contains(answer.status))
            }
        }
    }

    private static let markets = [Market.wildberries, .telegram, .ozon, .yandexMarket]
    private static let labels: [Market: String] = [
        .wildberries: "wb ", .telegram: "tg ", .ozon: "ozon ", .yandexMarket: "ym ",
    ]

    private func texts(_ stage: Stage) throws -> Set<String> {
        try stage.devices[0].store.read { database in
            try Set(String.fetchAll(database, sql: "SELECT text FROM message"))
        }
    }

    @Test(
        "one source's keep no other from being read, and are over when they are over",
        arguments: Array(HostileAnswer.all.enumerated()).map(\.offset))
    func others(number: Int) throws {
        let hostile = HostileAnswer.all[number]
        let victim = Self.markets[number % Self.markets.count]
        let label = try #require(Self.labels[victim])
        let stage = try Stage(polls: true, listed: [.ozon, .yandexMarket])
        try stage.start()
        stage.stranger = { $0.label.hasPrefix(label) ? hostile.outcome() : nil }
        for market in Self.markets { try stage.buyerWritesUnread(market.rawValue, market) }
        try stage.pass(seconds: 60)
        let expected = Set(Self.markets.map(\.rawValue))
        #expect(try texts(stage) == expected.subtracting([victim.rawValue]))
        stage.stranger = { _ in nil }
        // Nobody can make a source wait longer than an hour; after a minute of failures the next
        // try comes after another one.
        let isLimit = hostile.name.hasPrefix("42")
        try stage.pass(seconds: isLimit ? 3660 : 130)
        #expect(try texts(stage) == expected)
        let problems = stage.devices[0].poll?.statusByID.values.compactMap(\.problem) ?? []
        #expect(problems.isEmpty, "\(problems)")
    }
}
