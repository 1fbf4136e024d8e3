import Foundation
import Inbox
import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire
import SourceEmulator

/// Devices with the production engines, one log and emulated platforms; time moves when the test
/// says so, and a device can die between any two steps.
final class Stage {
    static let wildberriesToken = "wb-token"
    static let telegramToken = "800200:secret"
    static let ozonToken = "1234:ozon-key"
    static let yandexToken = "880011:ACMA:ym-key"

    let team: Team
    var emulator: SourceEmulator
    private(set) var devices: [StageDevice] = []
    var relayIsUp = true
    /// Steps so far at which a device could have died.
    private(set) var stepCount = 0
    /// The step at which the device that takes it dies, and whether it comes back.
    var death: (step: Int, isForEver: Bool)?
    /// What a call meets on its way, before the platform; nil: nothing.
    var obstacle: (HTTPCall) -> HTTPFailure? = { _ in nil }
    /// What somebody else than the platform makes of a call, which leaves it untouched; nil: the
    /// platform is asked.
    var stranger: (HTTPCall) -> HTTPOutcome? = { _ in nil }
    /// Told of each answer of a platform.
    var answered: (HTTPCall, HTTPAnswer) -> Void = { _, _ in }
    var notices: [Notice] = []
    /// As the platform names it while all is well there, whatever a test does to it later.
    let wildberriesAccount: String

    /// One device for each role, the first one the founder's.
    ///
    /// - Parameter listed: Sources besides: those whose chats stand in a list, without a feed.
    init(roles: [Role] = [], polls: Bool = false, listed: [Market] = []) throws {
        team = try Team(roles: roles)
        emulator = SourceEmulator(
            seed: 7, wildberriesTokens: [Self.wildberriesToken],
            telegramTokens: [Self.telegramToken], ozonTokens: [Self.ozonToken],
            yandexTokens: [Self.yandexToken])
        wildberriesAccount = try Self.wildberriesAccount(emulator, now: team.now)
        for colleague in team.colleagues {
            devices.append(StageDevice(colleague, polls: polls))
        }
        var accounts = [(Market.wildberries, wildberriesAccount), (.telegram, "800200")]
        accounts += listed.map { ($0, Self.account(of: $0)) }
        for (market, account) in accounts {
            _ = try team.anna.desk.addSource(
                market, account: account, name: "shop-\(market.rawValue)")
        }
        try team.synchronise()
    }

    var now: Instant {
        Instant(
            wall: team.now,
            monotonic: MonotonicTime(milliseconds: team.now.milliseconds - Team.noon.milliseconds))
    }

    static func account(of market: Market) -> String {
        market == .ozon ? "1234" : "880011"
    }

    private static func wildberriesAccount(
        _ emulator: SourceEmulator, now: WallTime
    ) throws -> String {
        let adapter = WildberriesAdapter(token: wildberriesToken, base: "http://x")
        var copy = emulator
        guard case .answer(let answer) = copy.handle(adapter.identify(), now: now) else {
            throw StageError.nameless
        }
        return try adapter.readIdentity(answer).account
    }

    // MARK: Time

    /// Starts every device that is up.
    func start() throws {
        for device in devices where device.isUp { device.restart() }
        for device in devices where device.isUp { try run(device) { try self.begin($0) } }
        try settle()
    }

    private func begin(_ device: StageDevice) throws {
        try feed(device, .start)
        try feed(device, .online(relayIsUp))
    }

    /// Tells a device that nothing it records comes into the log any more.
    func stop(_ device: StageDevice) throws {
        try run(device) { try self.feed($0, .stopped) }
        try settle()
    }

    func setRelay(isUp: Bool) throws {
        relayIsUp = isUp
        for device in devices where device.isUp {
            try run(device) { try self.feed($0, .online(isUp)) }
        }
        try settle()
    }

    /// Lets time pass; devices wake when they wished to. What people have done until now is taken
    /// up first: nobody waits for the clock to learn of it.
    func pass(seconds: Int64) throws {
        try settle()
        let end = team.now + .seconds(seconds)
        while team.now < end {
            let wishes = devices.filter(\.isUp).compactMap { $0.nextWake(after: now) }
            let next = wishes.map { $0 - now.monotonic }.min() ?? .seconds(seconds)
            team.now = min(end, team.now + max(next, .milliseconds(1)))
            emulator.advance(to: team.now)
            try settle()
        }
    }

    /// Until nothing more happens at this moment.
    func settle() throws {
        for _ in 0..<200 {
            var hasChanged = false
            for device in devices where device.isUp {
                try run(device) { device in
                    if try self.synchronise(device) { hasChanged = true }
                    if try self.carryOut(device) { hasChanged = true }
                    if device.dropWakes(until: self.now) {
                        try self.feed(device, .tick)
                        hasChanged = true
                    }
                }
            }
            if !hasChanged { return }
        }
        throw StageError.endless
    }

    // MARK: Steps of one device

    /// Runs a device's steps; if it dies on the way it starts again with what its disk holds.
    private func run(_ device: StageDevice, _ steps: (StageDevice) throws -> Void) throws {
        do {
            try steps(device)
        } catch StageError.died {
            let isForEver = death?.isForEver == true
            death = nil
            device.die(isForEver: isForEver)
            guard !isForEver else { return }
            device.restart()
            try begin(device)
        }
    }

    private func step() throws {
        stepCount += 1
        if death?.step == stepCount { throw StageError.died }
    }

    private func feed(_ device: StageDevice, _ event: EngineEvent) throws {
        for engine in device.engines.indices {
            try apply(device.engines[engine].handle(event, now: now), device, engine)
        }
    }

    private func apply(
        _ actions: [EngineAction], _ device: StageDevice, _ engine: Int
    ) throws {
        for action in actions {
            switch action {
            case .record(let edits):
                try step()
                guard try !device.colleague.record(edits).isEmpty else { continue }
                try step()
                try feed(device, .recorded)
            case .call(let id, let call):
                device.orders.append(StageDevice.Order(engine: engine, id: id, call: call))
            case .wake(let time): device.wakes.append(time)
            case .notice(let notice): notices.append(notice)
            case .syncNow: break
            }
        }
    }

    private func synchronise(_ device: StageDevice) throws -> Bool {
        if relayIsUp, try isBehind(device) {
            try step()
            try device.colleague.push()
            try step()
        }
        // Also what people, or the test, have brought into the store.
        guard device.store.logSize != device.toldSize else { return false }
        device.toldSize = device.store.logSize
        try feed(device, .ingested)
        return true
    }

    /// Whether the log has entries, or the device has edits, that the other has not.
    private func isBehind(_ device: StageDevice) throws -> Bool {
        try Int(device.store.logSize) < team.log.count || device.store.unsentCount > 0
    }

    private func carryOut(_ device: StageDevice) throws -> Bool {
        var hasAnswered = false
        let orders = device.orders
        device.orders = []
        for order in orders {
            guard let outcome = try perform(order, device) else { continue }
            hasAnswered = true
            let engine = device.engines[order.engine]
            try apply(
                engine.handle(.answered(id: order.id, outcome), now: now), device, order.engine)
        }
        return hasAnswered
    }

    /// Nil: the platform holds the answer back.
    private func perform(
        _ order: StageDevice.Order, _ device: StageDevice
    ) throws -> HTTPOutcome? {
        if let poll = order.poll { return try resume(order, poll, device) }
        try step()
        if let failure = obstacle(order.call), !failure.mayHaveBeenSent {
            return .failure(failure)
        }
        if let once = order.call.once {
            guard device.colleague.store.marker()(once.mark), now.monotonic < once.closes else {
                return .failure(
                    HTTPFailure(cause: .gateClosed, mayHaveBeenSent: false, detail: "gate"))
            }
            try step()
        }
        if let outcome = stranger(order.call) { return outcome }
        let failure = obstacle(order.call)
        let reply = emulator.handle(order.call, now: team.now)
        try step()
        if let failure { return .failure(failure) }
        return try outcome(reply, order, device)
    }

    private func resume(
        _ order: StageDevice.Order, _ poll: EmulatorPoll, _ device: StageDevice
    ) throws -> HTTPOutcome? {
        try outcome(emulator.resume(poll, now: team.now), order, device)
    }

    private func outcome(
        _ reply: EmulatorReply, _ order: StageDevice.Order, _ device: StageDevice
    ) throws -> HTTPOutcome? {
        switch reply {
        case .answer(let answer):
            answered(order.call, answer)
            return .success(answer)
        case .drop, .silence:
            return .failure(
                HTTPFailure(cause: .connectionLost, mayHaveBeenSent: true, detail: "lost"))
        case .wait(let poll):
            device.orders.append(
                StageDevice.Order(
                    engine: order.engine, id: order.id, call: order.call, poll: poll))
            return nil
        }
    }
}

enum StageError: Error {
    /// The device has died.
    case died
    /// Engines that never come to rest.
    case endless
    /// A platform that does not say whose the token is.
    case nameless
}
