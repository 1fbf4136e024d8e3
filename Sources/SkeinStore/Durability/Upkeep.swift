import SkeinCRDT

/// What looking after a store has found.
package enum StoreCondition: Hashable, Sendable {
    /// Nothing has changed.
    case steady
    /// It works again after a failure: whoever gave up because of it may start anew.
    case resumed
    /// Told once for each failure.
    case failed(StoreError)
}

/// What a store remembers between two turns of looking after itself.
struct Upkeep {
    /// Opened, read and checked: from here on an orderly end is worth saying so.
    var hasBegun = false
    var isClosed = false
    var holdsBallast = false
    /// The ballast was given up because a write found the disk full.
    var isFull = false
    /// There is room again, and nobody has been told.
    var hasRoomAgain = false
    /// Bytes that were cut off the journal when it was read at the start.
    var journalDamagedBytes = 0
    private var nextTry: MonotonicTime?
    private var pause = Self.pauseMin
    private var told: StoreError?

    private static let pauseMin: Duration = .seconds(1)
    /// Opening anew reads the whole database.
    static let reopeningPauseMax: Duration = .seconds(60)
    /// Looking for room writes no more than the ballast, and somebody waits for it.
    static let roomPauseMax: Duration = .seconds(10)

    /// Whether to try again what has failed: after a second, then twice as long each time, up to
    /// `pauseMax`.
    mutating func isTimeToTry(now: MonotonicTime, pauseMax: Duration) -> Bool {
        if let nextTry, now < nextTry { return false }
        nextTry = now + pause
        pause = min(pause * 2, pauseMax)
        return true
    }

    mutating func tell(_ error: StoreError) -> StoreCondition {
        guard told != error else { return .steady }
        told = error
        return .failed(error)
    }

    mutating func recover() {
        (nextTry, pause, told) = (nil, Self.pauseMin, nil)
    }
}
