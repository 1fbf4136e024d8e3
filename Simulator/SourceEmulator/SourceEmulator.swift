package import SkeinCRDT
package import SkeinTransport

/// Four platforms behind one address, with a control API for tests beside them.
///
/// Telegram's paths begin with `/bot` or `/file/bot`, Yandex Market's with `/v2/businesses/`,
/// Ozon's with `/v1/chat/`, `/v2/chat/`, `/v3/chat/` or `/v1/roles`, the control API's with
/// `/control`; all others are Wildberries'. A function of its state: no clock, no network.
package struct SourceEmulator: Hashable, Sendable {
    package var wildberries: WildberriesEmulator
    package var telegram: TelegramEmulator
    package var ozon: OzonEmulator
    package var yandex: YandexEmulator
    /// Every seller's message applied on any platform, in the order of applying.
    package private(set) var ledger: [LedgerEntry] = []
    /// Messages still to come, in the order of their times.
    package private(set) var schedule: [ScheduledMessage] = []
    /// How much of each platform's ledger has been taken over.
    private var takenByPlatform: [EmulatedPlatform: Int] = [:]

    /// - Parameters:
    ///   - seed: Names all ids to come.
    ///   - wildberriesTokens: One seller each.
    ///   - telegramTokens: One bot each, of the form `<bot id>:<secret>`.
    ///   - ozonTokens: One seller each, of the form `<client id>:<api key>`.
    ///   - yandexTokens: One cabinet each, of the form `<business id>:<api key>`.
    package init(
        seed: UInt64, wildberriesTokens: [String] = [], telegramTokens: [String] = [],
        ozonTokens: [String] = [], yandexTokens: [String] = []
    ) {
        wildberries = WildberriesEmulator(seed: seed, tokens: wildberriesTokens)
        telegram = TelegramEmulator(seed: seed, tokens: telegramTokens)
        ozon = OzonEmulator(seed: seed, tokens: ozonTokens)
        yandex = YandexEmulator(seed: seed, tokens: yandexTokens)
    }

    /// Answers one call; the host of its URL is ignored.
    package mutating func handle(_ call: HTTPCall, now: WallTime) -> EmulatorReply {
        advance(to: now)
        let path = RequestTarget(call.url).path
        let reply: EmulatorReply =
            if path.hasPrefix("/control") {
                .answer(control(call, now: now))
            } else if path.hasPrefix("/bot") || path.hasPrefix("/file/bot") {
                telegram.handle(call, now: now)
            } else if YandexEmulator.serves(path) {
                yandex.handle(call, now: now)
            } else if OzonEmulator.serves(path) {
                ozon.handle(call, now: now)
            } else {
                wildberries.handle(call, now: now)
            }
        collectLedger()
        return reply
    }

    /// Asks again for a long poll that was told to wait.
    package mutating func resume(_ poll: EmulatorPoll, now: WallTime) -> EmulatorReply {
        advance(to: now)
        return telegram.resume(poll, now: now)
    }

    /// Lets everything happen that is due by now.
    package mutating func advance(to now: WallTime) {
        while let next = schedule.first, next.at <= now {
            schedule.removeFirst()
            do {
                try place(next)
            } catch {
                // Rehearsed when it was ordered; accounts and chats cannot disappear after that.
                preconditionFailure("a scheduled message can be placed: \(error)")
            }
        }
        wildberries.advance(to: now)
        telegram.advance(to: now)
        ozon.advance(to: now)
        yandex.advance(to: now)
        collectLedger()
    }

    /// Places a message at once, or, where its time lies ahead, when that comes (then nil).
    @discardableResult
    package mutating func order(
        _ message: ScheduledMessage, now: WallTime
    ) throws(ControlError) -> PlacedMessage? {
        guard message.at > now else { return try place(message) }
        try order([message], now: now)
        return nil
    }

    /// Orders all messages or, where one of them is impossible, none.
    package mutating func order(
        _ messages: [ScheduledMessage], now: WallTime
    ) throws(ControlError) {
        var copy = self
        // In the order of their times, so that a seller's line finds the chat that a buyer opened.
        copy.schedule = (schedule + messages).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        // Played to the end once, so that nothing can fail later, when nobody would hear of it.
        var rehearsal = copy
        for message in copy.schedule { try rehearsal.place(message) }
        self = copy
        advance(to: now)
    }

    @discardableResult
    private mutating func place(_ scheduled: ScheduledMessage) throws(ControlError) -> PlacedMessage
    {
        defer { collectLedger() }
        let (message, time) = (scheduled.message, scheduled.at)
        switch (scheduled.platform, scheduled.isFromBuyer) {
        case (.wildberries, true): return try wildberries.buyerWrites(message, at: time)
        case (.wildberries, false): return try wildberries.sellerWritesOnSite(message, at: time)
        case (.telegram, true): return try telegram.buyerWrites(message, at: time)
        case (.telegram, false): return try telegram.sellerWritesOnSite(message, at: time)
        case (.ozon, true): return try ozon.buyerWrites(message, at: time)
        case (.ozon, false): return try ozon.sellerWritesOnSite(message, at: time)
        case (.yandexMarket, true): return try yandex.buyerWrites(message, at: time)
        case (.yandexMarket, false): return try yandex.sellerWritesOnSite(message, at: time)
        }
    }

    /// Takes over what the platforms have applied since the last time.
    private mutating func collectLedger() {
        collect(.wildberries, wildberries.ledger)
        collect(.telegram, telegram.ledger)
        collect(.ozon, ozon.ledger)
        collect(.yandexMarket, yandex.ledger)
    }

    private mutating func collect(_ platform: EmulatedPlatform, _ entries: [LedgerEntry]) {
        let taken = takenByPlatform[platform] ?? 0
        guard entries.count > taken else { return }
        ledger += entries.dropFirst(taken)
        takenByPlatform[platform] = entries.count
    }
}

/// A message and when it is to be written.
package struct ScheduledMessage: Hashable, Sendable {
    package var platform: EmulatedPlatform
    package var message: BuyerMessage
    /// False for what the seller types on the platform's own site.
    package var isFromBuyer: Bool
    package var at: WallTime

    package init(
        _ platform: EmulatedPlatform, _ message: BuyerMessage, isFromBuyer: Bool = true,
        at time: WallTime
    ) {
        self.platform = platform
        self.message = message
        self.isFromBuyer = isFromBuyer
        at = time
    }
}
