/// How often each law was tried, and where it did not hold.
package struct LawTally: Sendable {
    /// By law and type.
    package private(set) var cases: [String: Int] = [:]
    /// The first ones only.
    package private(set) var failures: [String] = []
    package private(set) var failureCount = 0
    package internal(set) var seeds: UInt64 = 0
    private static let failuresKept = 20

    package init() {}

    mutating func check(_ law: String, _ subject: String, _ seed: UInt64, _ holds: Bool) {
        cases["\(law): \(subject)", default: 0] += 1
        guard !holds else { return }
        failureCount += 1
        if failures.count < Self.failuresKept {
            failures.append("\(law) does not hold for \(subject), seed \(seed)")
        }
    }

    package mutating func add(_ other: LawTally) {
        cases.merge(other.cases) { $0 + $1 }
        failures += other.failures.prefix(Self.failuresKept - failures.count)
        failureCount += other.failureCount
        seeds += other.seeds
    }
}
