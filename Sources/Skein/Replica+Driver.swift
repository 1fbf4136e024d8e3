import SkeinCRDT
package import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire

/// The one driver loop: event in, actions out, carry them out.
extension Replica {
    /// Works until nothing can be done at once any more.
    package func runOnce() async throws(ReplicaError) { try await run(.once) { _ in true } }

    /// Works until, besides, the application's wait is over.
    package func run(
        untilSettled isSettled: @escaping @Sendable (ReplicaStore) -> Bool
    ) async throws(ReplicaError) {
        try await run(.settled, isSettled)
    }

    /// Works until the task is cancelled; with `startingOnline` false, without the network at
    /// first.
    package func runLive(startingOnline: Bool = true) async throws(ReplicaError) {
        startsOnline = startingOnline
        defer { startsOnline = true }
        try await run(.live) { _ in true }
    }

    /// Tells whoever reads the notices of an error that ended a run.
    package func report(_ error: ReplicaError) {
        noticeSink.yield(Notice(.alarm, "replica.failed", detail: String(describing: error)))
    }

    private func run(
        _ mode: Driver.Mode, _ isSettled: @escaping @Sendable (ReplicaStore) -> Bool
    ) async throws(ReplicaError) {
        prepareEngines(isLive: mode != .once)
        guard let host else { throw .noWorkspace }
        isOnlineWanted = startsOnline
        if !startsOnline { _ = host.setOnline(false, now: clock.now()) }
        let (stream, continuation) = AsyncStream.makeStream(of: EngineHost.Order.self)
        driver = Driver(mode: mode, orders: continuation)
        self.isSettled = isSettled
        feed(.start)
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.keepTime() }
                for await order in stream {
                    group.addTask { await self.perform(order) }
                }
                group.cancelAll()
            }
        } onCancel: {
            continuation.finish()
        }
        driver = nil
        releaseWaiters()
        // Of a live run it is a notice, and the run goes on when the store does.
        if mode != .live, let failure = self.host?.failure { throw .store(failure) }
    }

    /// Works without the network (false) or with it again.
    package func setOnline(_ online: Bool) {
        isOnlineWanted = online
        guard let host else { return }
        carryOut(host.setOnline(online, now: clock.now()))
    }

    /// Pulls and pushes now, whatever pause was planned.
    package func syncNow() {
        guard let host else { return }
        carryOut(host.syncNow(now: clock.now()))
    }

    // MARK: Events

    /// Hands an event to all engines, and what follows from it.
    func feed(_ event: EngineEvent) {
        guard let host else { return }
        carryOut(host.feed(event, now: clock.now()))
    }

    /// - Parameter asker: The engines that asked: others, made since, know nothing of the call.
    private func answered(
        _ order: EngineHost.Order, _ outcome: HTTPOutcome, asker: EngineHost?
    ) {
        guard driver?.isOver == false, !Task.isCancelled, let host, host === asker else { return }
        carryOut(host.answered(order, outcome, now: clock.now()))
    }

    private func carryOut(_ effects: [EngineHost.Effect]) {
        for effect in effects {
            switch effect {
            case .call(let order): driver?.orders.yield(order)
            case .notice(let notice): noticeSink.yield(notice)
            }
        }
        finishIfDone()
    }

    private func finishIfDone() {
        changeSink.yield()
        guard let driver, isQuiet else { return }
        resumeWaiters()
        switch driver.mode {
        // Calls that only wait for news may still be open: they are cut off.
        case .once: finish()
        case .settled where isSettled(store): finish()
        case .settled, .live: break
        }
    }

    private func finish() {
        driver?.isOver = true
        driver?.orders.finish()
    }

    /// Whether nothing is left that can be done at once.
    private var isQuiet: Bool {
        guard let host else { return true }
        return host.failure != nil || host.isQuiet(now: clock.now())
    }

    /// During a live run: returns when nothing is left that can be done at once and the
    /// application's wait, if any, is over.
    package func waitUntilQuiet(
        _ isSettled: @escaping @Sendable (ReplicaStore) -> Bool = { _ in true }
    ) async {
        guard driver != nil, !(isQuiet && isSettled(store)) else { return }
        await withCheckedContinuation { waiters.append(Waiter(isSettled: isSettled, resume: $0)) }
    }

    private func resumeWaiters() {
        let ready = waiters.filter { $0.isSettled(store) }
        waiters.removeAll { $0.isSettled(store) }
        for waiter in ready { waiter.resume.resume() }
    }

    /// The run is over: nobody will tell those who still wait.
    private func releaseWaiters() {
        for waiter in waiters { waiter.resume.resume() }
        waiters = []
    }

    private func perform(_ order: EngineHost.Order) async {
        let asker = host
        let outcome = await client.perform(order.call, gate: gate(for: order.call))
        answered(order, outcome, asker: asker)
    }

    /// The check right before the first byte of a call that must happen once at most: the mark is
    /// on the disk and the window open, or nothing is sent.
    private func gate(for call: HTTPCall) -> (@Sendable () -> Bool)? {
        guard let once = call.once else { return nil }
        let mark = store.marker()
        let clock = clock
        return { mark(once.mark) && clock.now().monotonic < once.closes }
    }

    /// Gives ticks when they are due.
    private func keepTime() async {
        while !Task.isCancelled {
            let now = clock.now().monotonic
            lookAfterStore(now: now)
            if host?.takeDue(now: now) == true { feed(.tick) }
            let nearest = host?.nextWake.map { $0 - now } ?? Self.tickMax
            let pause = clock.isMovable ? Self.tickOfMovableClock : min(nearest, Self.tickMax)
            // Ends early when the run is over: the loop then sees the cancellation.
            try? await Task.sleep(for: max(pause, Self.tickMin))
        }
    }

    /// New wishes to be woken may come at any time, so the pause is bounded.
    private static let tickMax: Duration = .milliseconds(250)
    private static let tickMin: Duration = .milliseconds(5)
    private static let tickOfMovableClock: Duration = .milliseconds(20)

    // MARK: The store

    /// Has the store write its journal and recover from failures of the disk.
    private func lookAfterStore(now: MonotonicTime) {
        switch store.tend(now: now) {
        case .steady: break
        case .failed(let error):
            noticeSink.yield(Notice(.alarm, "store.failed", detail: String(describing: error)))
        case .resumed:
            noticeSink.yield(Notice(.information, "store.resumed"))
            restartEngines()
        }
    }

    /// New engines in the place of those that gave up when the disk failed. What was under way is
    /// forgotten, as after a restart of the program.
    private func restartEngines() {
        guard let driver, !driver.isOver else { return }
        prepareEngines(isLive: driver.mode != .once)
        if !isOnlineWanted, let host { _ = host.setOnline(false, now: clock.now()) }
        feed(.start)
    }
}
