package import SkeinCRDT

/// The right to carry out an attempt, given by the log to the first who asked.
package struct ActClaim: Hashable, Sendable {
    package var device: DeviceNumber
    /// Where the claim stands in the log: the fence that an intent must name.
    package var index: UInt64
    /// Log time (ms); from `Policy.claim` later on another device may claim.
    package var time: UInt64
}
