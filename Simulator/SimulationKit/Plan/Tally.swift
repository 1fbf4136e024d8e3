import SkeinWire

/// What the seeds of a run did and reached, together.
package struct Tally {
    package private(set) var seeds = 0
    package private(set) var failures = 0
    package private(set) var counts: [String: Int] = [:]
    package private(set) var slowestConvergence: Int64 = 0
    package private(set) var worldMilliseconds: Int64 = 0
    package private(set) var events = 0
    private var digest = SHA256.Stream()

    package init() {}

    package mutating func add(_ outcome: Outcome) {
        seeds += 1
        if !outcome.isGood { failures += 1 }
        counts.merge(outcome.counts) { $0 + $1 }
        slowestConvergence = max(slowestConvergence, outcome.convergedAfter ?? 0)
        worldMilliseconds += outcome.worldMilliseconds
        events += outcome.eventCount
        digest.update(Array(outcome.digest.utf8))
    }

    /// Of all traces, in the order of the seeds.
    package var digestOfAll: String { Hex.encode(digest.finalize()) }

    package func unreached(_ points: [String]) -> [String] {
        points.filter { counts[$0] == nil }.sorted()
    }

    /// Classes that struck less often than that, with how often, such as `clog 3`.
    package func rare(_ classes: [FaultClass], below bound: Int) -> [String] {
        classes.compactMap { fault in
            let count = fault.counters.reduce(0) { $0 + counts[$1, default: 0] }
            return count < bound ? "\(fault.rawValue) \(count)" : nil
        }
    }

    package func summary(rate: Double, points: [String]) -> String {
        let reached = counts.sorted { $0.key < $1.key }.map { "  \($0.key) \($0.value)" }
        let missing = unreached(points)
        return """
            \(seeds) seeds, \(failures) failing, \(Self.tenths(rate)) a second, \
            \(events) events, \(worldMilliseconds / 3_600_000) hours of the world's time
            slowest convergence in calm: \(slowestConvergence) ms
            digest of all traces: \(digestOfAll)
            reached:
            \(reached.joined(separator: "\n"))
            never reached: \(missing.isEmpty ? "nothing" : missing.joined(separator: ", "))
            not yet: \(FaultClass.notYet.joined(separator: ", "))
            """
    }

    package func json(rate: Double, points: [String]) -> String {
        let missing = unreached(points).map { "\"\($0)\"" }.joined(separator: ",")
        return "{\"seeds\":\(seeds),\"failures\":\(failures),"
            + "\"seeds_per_second\":\(Self.tenths(rate)),"
            + "\"never_reached\":[\(missing)],\"digest\":\"\(digestOfAll)\"}"
    }

    private static func tenths(_ number: Double) -> String {
        "\(Int(number * 10) / 10).\(Int(number * 10) % 10)"
    }
}
