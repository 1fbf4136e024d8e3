package import SkeinCRDT

/// The stamps of the workload's operations, the same in every bench: operation i is made at
/// base + 375 * i + (one draw of SplitMix64, seed 43) mod 3000 milliseconds, counter 0.
package struct TriageStamps: Sendable {
    private let base: UInt64
    private var random = SplitMix64(seed: 43)
    private var index: UInt64 = 0

    /// - Parameter base: milliseconds since 1970.
    package init(base: WallTime) { self.base = UInt64(clamping: base.milliseconds) }

    /// The stamp of the next operation, in the order of the list.
    package mutating func next() -> HybridTime {
        defer { index += 1 }
        return HybridTime(
            milliseconds: base + 375 * index + random.below(3000), counter: 0)
    }
}
