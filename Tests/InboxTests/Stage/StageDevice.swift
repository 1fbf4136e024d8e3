import Inbox
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire
import SourceEmulator

/// One device on the stage: a colleague's replica, and the engines that work on it.
final class StageDevice {
    struct Order {
        var engine: Int
        var id: UInt64
        var call: HTTPCall
        /// The long poll that it waits in.
        var poll: EmulatorPoll?
    }

    let colleague: Colleague
    private let polls: Bool
    private(set) var engines: [any Engine] = []
    private(set) var poll: PollEngine?
    var orders: [Order] = []
    var wakes: [MonotonicTime] = []
    private(set) var isUp = true
    /// The size of the log that the engines have been told of.
    var toldSize: UInt64 = 0
    /// By market; a device without a token cannot reach that market.
    var tokens: [Market: String] = [
        .wildberries: Stage.wildberriesToken, .telegram: Stage.telegramToken,
        .ozon: Stage.ozonToken, .yandexMarket: Stage.yandexToken,
    ]
    var bootID = "boot-1"

    init(_ colleague: Colleague, polls: Bool) {
        self.colleague = colleague
        self.polls = polls
    }

    var store: ReplicaStore { colleague.store }

    /// New engines over the same disk.
    func restart() {
        orders = []
        wakes = []
        isUp = true
        let store = store
        toldSize = store.logSize
        let markets = (try? SourceAccess(store: store, tokens: { _ in nil }).sources()) ?? []
        let marketByID = Dictionary(markets.map { ($0.id, $0.market) }) { first, _ in first }
        let tokenByMarket = TokenBox(tokens)
        box = tokenByMarket
        let source: TokenSource = { id in
            marketByID[id].flatMap { tokenByMarket.tokens[$0] }.map { SourceToken($0) }
        }
        let budgets = CallBudgets()
        let deliver = DeliverEngine(
            store: store, bootID: bootID, tokens: source, budgets: budgets)
        engines = [deliver]
        poll = nil
        if polls {
            let poll = PollEngine(store: store, tokens: source, budgets: budgets)
            self.poll = poll
            engines.append(poll)
        }
    }

    private var box: TokenBox?

    /// Changes a token while the device runs.
    func setToken(_ token: String?, _ market: Market) {
        tokens[market] = token
        box?.tokens[market] = token
    }

    func die(isForEver: Bool) {
        orders = []
        wakes = []
        isUp = !isForEver
    }

    func turnOff() { isUp = false }

    func nextWake(after now: Instant) -> MonotonicTime? {
        // News for a long poll comes from the test, and is looked for before time passes.
        let polls = orders.compactMap(\.poll).map { now.monotonic + ($0.until - now.wall) }
        return (wakes + polls).filter { $0 > now.monotonic }.min()
    }

    /// Whether it wished to be woken by then; the wish is granted with that.
    func dropWakes(until now: Instant) -> Bool {
        let isDue = wakes.contains { $0 <= now.monotonic }
        wakes.removeAll { $0 <= now.monotonic }
        return isDue
    }
}

/// Tokens that a test may change.
final class TokenBox: @unchecked Sendable {
    // Tests use it on one thread only.
    var tokens: [Market: String]

    init(_ tokens: [Market: String]) { self.tokens = tokens }
}
