import InboxSources
import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

@Suite("The adapters against the emulated platforms")
struct EmulatorTests {
    let noon = WallTime(milliseconds: 1_782_900_000_000)

    private func answer(
        _ emulator: inout SourceEmulator, _ call: HTTPCall, _ now: WallTime
    ) throws -> HTTPAnswer {
        guard case .answer(let answer) = emulator.handle(call, now: now) else {
            throw SourceProblem.unreachable("no answer")
        }
        return answer
    }

    @Test("Wildberries: who, what is new, an answer, and its echo", arguments: [false, true])
    func wildberries(wholeSeconds: Bool) throws {
        var emulator = SourceEmulator(
            seed: 1, wildberriesTokens: ["token"], telegramTokens: [])
        emulator.wildberries.quirks.hasWholeSeconds = wholeSeconds
        emulator.wildberries.quirks.hasRateLimits = false
        let adapter = WildberriesAdapter(token: "token", base: "http://emulator")
        let identity = try adapter.readIdentity(
            try answer(&emulator, adapter.identify(), noon))
        #expect(!identity.account.isEmpty)
        var chat = ""
        for number in 0..<130 {
            chat = try emulator.wildberries.buyerWrites(
                BuyerMessage(buyer: "Ольга", text: "Вопрос \(number)"),
                at: noon + .milliseconds(Int64(number) * 40)
            ).chat
        }
        let now = noon + .seconds(20)
        let texts = try readAll(&emulator, adapter, now)
        // Whole seconds put up to 25 events on one stamp: none is lost at the ends of pages.
        #expect(texts == Set((0..<130).map { "Вопрос \($0)" }))
        let reply = OutgoingReply(conversation: chat, text: "Ответ", attempt: "1")
        guard case .prepare(let chats) = adapter.send(reply, prepared: []),
            case .send(let call) = adapter.send(
                reply, prepared: [try answer(&emulator, chats, now)])
        else { return #expect(Bool(false)) }
        guard case .sent = adapter.classify(.success(try answer(&emulator, call, now))) else {
            return #expect(Bool(false))
        }
        let query = HistoryQuery(
            conversation: chat, after: nil, known: KnownMessages(newestInAccount: now))
        let history = try #require(adapter.history(query))
        let page = try adapter.readHistory(try answer(&emulator, history, now), query)
        #expect(page.messages.map(\.text) == ["Ответ"])
        #expect(page.messages.map(\.mayBeOurs) == [true])
    }

    private func readAll(
        _ emulator: inout SourceEmulator, _ adapter: WildberriesAdapter, _ now: WallTime
    ) throws -> Set<String> {
        var cursor: SourceCursor?
        var texts: Set<String> = []
        for _ in 0..<20 {
            let call = adapter.poll(from: cursor, wait: false)
            let page = try adapter.readPoll(try answer(&emulator, call, now), from: cursor)
            texts.formUnion(page.messages.compactMap(\.text))
            cursor = page.cursor
            if !page.more { return texts }
        }
        Issue.record("the round does not end")
        return texts
    }

    @Test("Telegram: who, what is new, an answer, and what is confirmed is gone")
    func telegram() throws {
        var emulator = SourceEmulator(
            seed: 1, wildberriesTokens: [], telegramTokens: ["800200:secret"])
        let adapter = TelegramAdapter(token: "800200:secret", base: "http://emulator")
        let identity = try adapter.readIdentity(try answer(&emulator, adapter.identify(), noon))
        #expect(identity.account == "800200")
        let placed = try emulator.telegram.buyerWrites(
            BuyerMessage(buyer: "Ольга", text: "Где заказ?"), at: noon)
        let first = try adapter.readPoll(
            try answer(&emulator, adapter.poll(from: nil, wait: false), noon), from: nil)
        #expect(first.messages.map(\.text) == ["Где заказ?"])
        #expect(first.messages.map(\.conversation) == [placed.chat])
        let again = try adapter.readPoll(
            try answer(&emulator, adapter.poll(from: nil, wait: false), noon), from: nil)
        #expect(again.messages == first.messages)
        let after = try adapter.readPoll(
            try answer(&emulator, adapter.poll(from: first.cursor, wait: false), noon),
            from: first.cursor)
        #expect(after.messages.isEmpty)
        let reply = OutgoingReply(conversation: placed.chat, text: "В пути", attempt: "1")
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        let outcome = adapter.classify(.success(try answer(&emulator, call, noon)))
        #expect(outcome == .sent(evidence: emulator.ledger[0].messageID))
    }
}
