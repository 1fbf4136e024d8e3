package import SkeinCRDT
package import SkeinTransport

/// Serves an emulator to many callers at once and holds their long polls open.
package actor EmulatorHost {
    /// What to do with a connection.
    package enum Reply: Hashable, Sendable {
        case answer(HTTPAnswer)
        case drop
    }

    /// How often an open long poll looks for news, in real time: the clock may be moved by tests.
    private static let pollInterval = Duration.milliseconds(20)

    /// Longer than any caller's deadline.
    private static let silenceMax = Duration.seconds(600)

    private var emulator: SourceEmulator
    private let now: @Sendable () -> WallTime

    package init(_ emulator: SourceEmulator, now: @escaping @Sendable () -> WallTime) {
        self.emulator = emulator
        self.now = now
    }

    package func reply(to call: HTTPCall) async -> Reply {
        var reply = emulator.handle(call, now: now())
        while case .wait(let poll) = reply {
            do {
                try await Task.sleep(for: Self.pollInterval)
                reply = emulator.resume(poll, now: now())
            } catch {
                // The server stops: the poll ends as if its time were over.
                reply = emulator.resume(poll, now: poll.until)
            }
        }
        switch reply {
        case .answer(let answer): return .answer(answer)
        case .silence:
            // Ends early when the caller leaves or the server stops: then nobody listens.
            try? await Task.sleep(for: Self.silenceMax)
            return .drop
        case .drop, .wait: return .drop
        }
    }

    package func order(_ message: ScheduledMessage) throws(ControlError) {
        try emulator.order(message, now: now())
    }
}
