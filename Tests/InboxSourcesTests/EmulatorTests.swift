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

    /// The list, then the history of each of its chats, as an engine would.
    private func readChats(
        _ emulator: inout SourceEmulator, _ adapter: any SourceAdapter, _ now: WallTime
    ) throws -> [String: [String?]] {
        var cursor: SourceCursor?
        var texts: [String: [String?]] = [:]
        for _ in 0..<50 {
            let call = adapter.poll(from: cursor, wait: false)
            let page = try adapter.readPoll(try answer(&emulator, call, now), from: cursor)
            #expect(page.unreadableCount == 0)
            for head in page.heads {
                let id = head.chat.conversation
                let read = try readHistory(&emulator, adapter, id, now)
                texts[id] = read.sorted { ($0.sent, $0.id) < ($1.sent, $1.id) }.map(\.text)
            }
            cursor = page.cursor
            if !page.more { return texts }
        }
        Issue.record("the round does not end")
        return texts
    }

    private func readHistory(
        _ emulator: inout SourceEmulator, _ adapter: any SourceAdapter, _ conversation: String,
        after: HistoryMark? = nil, _ now: WallTime
    ) throws -> [SourceMessage] {
        var query = HistoryQuery(conversation: conversation, after: after)
        var messages: [SourceMessage] = []
        for _ in 0..<50 {
            let call = try #require(adapter.history(query))
            let page = try adapter.readHistory(try answer(&emulator, call, now), query)
            #expect(page.unreadableCount == 0)
            messages += page.messages
            (query.page, query.after) = (page.next, page.mark)
            if page.next == nil { return messages }
        }
        Issue.record("the reading does not end")
        return messages
    }

    @Test(
        "Ozon: who, what is new, an answer, and its echo",
        arguments: [(true, false), (false, true)])
    func ozon(hasTextIDs: Bool, isFlat: Bool) throws {
        var emulator = SourceEmulator(seed: 1, ozonTokens: ["1234:key"])
        emulator.ozon.quirks.hasTextIDs = hasTextIDs
        emulator.ozon.quirks.hasTextFlags = hasTextIDs
        emulator.ozon.quirks.hasCyrillicCustomer = hasTextIDs
        emulator.ozon.quirks.isFlat = isFlat
        emulator.ozon.quirks.hasRateLimits = false
        emulator.ozon.quirks.pageSize = 2
        let adapter = OzonAdapter(token: "1234:key", base: "http://emulator")
        let identity = try adapter.readIdentity(try answer(&emulator, adapter.identify(), noon))
        #expect(identity.account == "1234")
        #expect(identity.expires != nil)
        var written: [String: [String?]] = [:]
        for number in 0..<700 {
            let placed = try emulator.ozon.buyerWrites(
                BuyerMessage(
                    buyer: number < 600 ? "Ольга" : "Покупатель \(number % 4)",
                    text: "Вопрос \(number)"), at: noon + .milliseconds(Int64(number) * 10))
            written[placed.chat, default: []].append("Вопрос \(number)")
        }
        let now = noon + .seconds(20)
        #expect(try readChats(&emulator, adapter, now) == written)
        let chat = try #require(written.first { $0.value.count == 600 }?.key)
        let mark = adapter.mark(
            KnownMessages(newestID: try readHistory(&emulator, adapter, chat, now).first?.id))
        let reply = OutgoingReply(conversation: chat, text: "Ответ", attempt: "1")
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        let verdict = adapter.classify(.success(try answer(&emulator, call, now)))
        #expect(verdict == .sent(evidence: String(now.milliseconds)))
        let echo = try readHistory(&emulator, adapter, chat, after: mark, now)
        #expect(echo.last?.text == "Ответ")
        #expect(echo.last?.mayBeOurs == true)
    }

    @Test("Ozon refuses what comes when the time to write is over, and that chat alone")
    func ozonWindow() throws {
        var emulator = SourceEmulator(seed: 1, ozonTokens: ["1234:key"])
        let adapter = OzonAdapter(token: "1234:key", base: "http://emulator")
        let placed = try emulator.ozon.buyerWrites(
            BuyerMessage(buyer: "Ольга", text: "Где?"), at: noon)
        let reply = OutgoingReply(conversation: placed.chat, text: "Ответ", attempt: "1")
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        let inTime = noon + .seconds(48 * 3600)
        #expect(adapter.classify(.success(try answer(&emulator, call, inTime))).name == "sent")
        let late = inTime + .seconds(1)
        #expect(adapter.classify(.success(try answer(&emulator, call, late))).name == "rejected")
        let key = OzonAdapter(token: "1234:other", base: "http://emulator")
        guard case .send(let wrong) = key.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        #expect(key.classify(.success(try answer(&emulator, wrong, noon))).name == "stopped")
    }

    @Test(
        "Yandex Market: who, what is new, an answer, and its echo",
        arguments: [(true, false), (false, true)])
    func yandex(isNewestFirst: Bool, isInclusive: Bool) throws {
        var emulator = SourceEmulator(seed: 1, yandexTokens: ["880011:ACMA:key"])
        emulator.yandex.quirks.isNewestFirst = isNewestFirst
        emulator.yandex.quirks.isInclusive = isInclusive
        let adapter = YandexAdapter(token: "880011:ACMA:key", base: "http://emulator")
        #expect(
            try adapter.readIdentity(try answer(&emulator, adapter.identify(), noon)).account
                == "880011")
        var written: [String: Set<String?>] = [:]
        for number in 0..<400 {
            let placed = try emulator.yandex.buyerWrites(
                BuyerMessage(
                    buyer: number < 250 ? "Ольга" : "Покупатель \(number % 45)",
                    text: "Вопрос \(number)"), at: noon + .milliseconds(Int64(number) * 10))
            written[placed.chat, default: []].insert("Вопрос \(number)")
        }
        let now = noon + .seconds(20)
        #expect(try readChats(&emulator, adapter, now).mapValues(Set.init) == written)
        let chat = try #require(written.first { $0.value.count == 250 }?.key)
        let before = try readHistory(&emulator, adapter, chat, now)
        let newest = before.max { ($0.sent, $0.id) < ($1.sent, $1.id) }
        let reply = OutgoingReply(conversation: chat, text: "Ответ", attempt: "1")
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        let verdict = adapter.classify(.success(try answer(&emulator, call, now)))
        #expect(verdict == .sent(evidence: String(now.milliseconds)))
        let mark = adapter.mark(KnownMessages(newestID: newest?.id))
        let echo = try readHistory(&emulator, adapter, chat, after: mark, now)
        #expect(echo.map(\.text) == ["Ответ"])
    }

    @Test("Yandex Market's hour of sending ends with 420, and says until when")
    func yandexHour() throws {
        var emulator = SourceEmulator(seed: 1, yandexTokens: ["880011:ACMA:key"])
        let adapter = YandexAdapter(token: "880011:ACMA:key", base: "http://emulator")
        let placed = try emulator.yandex.buyerWrites(
            BuyerMessage(buyer: "Ольга", text: "Где?"), at: noon)
        let reply = OutgoingReply(conversation: placed.chat, text: "Ответ", attempt: "1")
        guard case .send(let call) = adapter.send(reply, prepared: []) else {
            return #expect(Bool(false))
        }
        for _ in 0..<1000 {
            #expect(adapter.classify(.success(try answer(&emulator, call, noon))).name == "sent")
        }
        let later = noon + .seconds(600)
        guard
            case .notSent(_, let wait) = adapter.classify(
                .success(try answer(&emulator, call, later)))
        else { return #expect(Bool(false)) }
        #expect(wait == .seconds(3000))
        #expect(emulator.ledger.count == 1000)
    }
}
