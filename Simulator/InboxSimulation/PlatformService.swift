import Inbox
import InboxSources
package import SimulationKit
import SkeinCRDT
package import SkeinTransport
import SkeinWire
import SourceEmulator

/// The emulated platforms as a machine of the world.
package final class PlatformService: SimulatedService {
    package static let name = "platforms"
    static let address = "platforms.invalid"
    static var url: String { "http://\(address)" }

    package var name: String { Self.name }
    package var host: String { Self.address }
    private(set) var emulator = PlatformService.fresh
    /// Texts that a person has ordered to send again without knowing: twice is that person's doing.
    private(set) var excused: Set<String> = []
    private unowned let world: World

    init(world: World) { self.world = world }

    func excuse(_ text: String) { excused.insert(text) }

    private var calmSince: MonotonicTime?
    /// In the calm, a lease that a dead device holds has ended by then, and all is read.
    private static let readingMax = Duration.seconds(3_600)

    /// Whether there is still time for a message to be read.
    var mayStillBeRead: Bool { calmSince.map { world.time - $0 < Self.readingMax } ?? true }

    /// What buyers have written, by platform, in their order.
    private(set) var written: [(market: Market, text: String)] = []

    /// Who has read from which source.
    private(set) var readers = SourceReaders()

    /// How often each text was applied, and the first one that was twice.
    private(set) var countByText: [String: Int] = [:]
    private(set) var firstDouble: String?
    private var countedEntries = 0

    private func countNew() {
        for entry in emulator.ledger.dropFirst(countedEntries) where entry.via == .api {
            countByText[entry.text, default: 0] += 1
            if countByText[entry.text, default: 0] > 1, !excused.contains(entry.text) {
                firstDouble = firstDouble ?? entry.text
            }
        }
        countedEntries = emulator.ledger.count
    }

    /// How often a held long poll looks for news.
    private static let pollEvery = Duration.milliseconds(500)

    private var now: WallTime {
        WallTime(milliseconds: NodeClock.epoch.milliseconds + world.time.milliseconds)
    }

    // MARK: Calls

    package func receive(
        _ call: HTTPCall, from device: String, reply: @escaping (HTTPAnswer) -> Void
    ) {
        readers.note(call, from: device, at: world.time)
        let before = emulator.ledger.count
        let outcome = emulator.handle(call, now: now)
        if emulator.ledger.count > before { world.count("platform.applied") }
        countNew()
        settle(outcome, reply)
    }

    private func settle(_ outcome: EmulatorReply, _ reply: @escaping (HTTPAnswer) -> Void) {
        switch outcome {
        case .answer(let answer): reply(answer)
        // The caller's own deadline ends both.
        case .drop, .silence: world.count("fault.outside")
        case .wait(let poll):
            world.schedule(after: Self.pollEvery) { [weak self] in
                guard let self else { return }
                let outcome = emulator.resume(poll, now: now)
                countNew()
                settle(outcome, reply)
            }
        }
    }

    // MARK: Steps

    static let commands = [
        "buyer wb|tg|ozon|ym NAME TEXT", "site wb|tg|ozon|ym NAME TEXT",
        "fault wb|tg|ozon|ym \(Fault.Kind.allCases.map(\.rawValue).joined(separator: "|"))|none"
            + " send|read|any NUMBER [MS]",
    ]

    package func carryOut(_ words: [String]) -> StepError? {
        switch (words.first, words.count) {
        case ("buyer", 4), ("site", 4):
            let error = order(
                "/control/\(words[1])/\(words[0])-message",
                .object(["buyer": .string(words[2]), "text": .string(words[3])]))
            if error == nil, words[0] == "buyer", let market = Market(rawValue: words[1]) {
                written.append((market, words[3]))
            }
            return error
        case ("fault", 5...6):
            let span = words.count > 5 ? Int64(words[5]) : nil
            return order(
                "/control/fault",
                .object([
                    "platform": .string(words[1]), "what": .string(words[2]),
                    "on": .string(words[3]), "times": .number(Int64(words[4]) ?? 1),
                    "ms": .number(span ?? 5_000),
                ]))
        default:
            return StepError(
                "the platforms know: \(Self.commands.joined(separator: ", "))")
        }
    }

    private func order(_ path: String, _ body: JSONValue) -> StepError? {
        let call = HTTPCall(
            method: "POST", url: Self.url + path, body: body.bytes, label: "control")
        guard case .answer(let answer) = emulator.handle(call, now: now) else {
            return StepError("the platforms give no answer to \(path)")
        }
        guard answer.status == 200 else {
            return StepError(String(decoding: answer.body, as: UTF8.self))
        }
        return nil
    }

    package func calmDown() {
        calmSince = world.time
        for platform in EmulatedPlatform.allCases.map(\.rawValue) {
            _ = order(
                "/control/fault",
                .object(["platform": .string(platform), "what": .string("none")]))
        }
    }

    static func of(_ world: World) -> PlatformService? {
        world.services.lazy.compactMap { $0 as? PlatformService }.first
    }

    static func of(_ device: DeviceNode) -> PlatformService? { of(device.world) }

    // MARK: Accounts

    /// The token of a source: every device holds all of them.
    static func token(of source: EntityID) -> SourceToken? {
        accounts.first { InboxID.source($0.market, account: $0.account) == source }
            .map { SourceToken($0.token, url: url) }
    }

    static func account(_ word: String) -> (market: Market, account: String, token: String)? {
        accounts.first { $0.market.rawValue == word }
    }

    /// One seed for all worlds: accounts have the same ids everywhere.
    private static var fresh: SourceEmulator {
        SourceEmulator(
            seed: 1, wildberriesTokens: [InboxProgram.wildberriesToken],
            telegramTokens: [InboxProgram.telegramToken], ozonTokens: [InboxProgram.ozonToken],
            yandexTokens: [InboxProgram.yandexToken])
    }

    /// As the platforms themselves name them.
    private static let accounts: [(market: Market, account: String, token: String)] = {
        let adapter = WildberriesAdapter(token: InboxProgram.wildberriesToken, base: url)
        var emulator = fresh
        guard case .answer(let answer) = emulator.handle(adapter.identify(), now: NodeClock.epoch),
            let seller = try? adapter.readIdentity(answer).account
        else { preconditionFailure("an emulated seller knows its own name") }
        return [
            (.wildberries, seller, InboxProgram.wildberriesToken),
            (.telegram, "800200", InboxProgram.telegramToken),
            (.ozon, "1234", InboxProgram.ozonToken),
            (.yandexMarket, "880011", InboxProgram.yandexToken),
        ]
    }()
}
