import SkeinCRDT

/// Growing pauses between tries: doubling from one second to a longest one, a quarter of it by
/// chance so that devices that lost one relay do not all come back at once.
package struct Backoff: Hashable, Sendable {
    private static let first: Int64 = 1_000
    private let most: Int64
    private var pause: Int64 = 0

    /// - Parameter most: the longest pause (milliseconds).
    package init(most: Int64 = 60_000) { self.most = most }

    package mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        pause = pause == 0 ? Self.first : min(pause * 2, most)
        return .milliseconds(pause - Int64.random(in: 0...(pause / 4), using: &random))
    }

    package mutating func reset() { pause = 0 }
}
