import SkeinCRDT

/// Growing pauses between tries: doubling from one second to a minute, a quarter of it by chance so
/// that devices that lost one relay do not all come back at once.
package struct Backoff: Hashable, Sendable {
    private static let first: Int64 = 1_000
    private static let most: Int64 = 60_000
    private var pause: Int64 = 0

    package init() {}

    package mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        pause = pause == 0 ? Self.first : min(pause * 2, Self.most)
        return .milliseconds(pause - Int64.random(in: 0...(pause / 4), using: &random))
    }

    package mutating func reset() { pause = 0 }
}
