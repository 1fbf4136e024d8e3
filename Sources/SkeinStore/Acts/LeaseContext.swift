package import SkeinCRDT
package import SkeinWire

/// All that a lease's validity may depend on besides itself: a function of the log below.
package struct LeaseContext {
    package var index: UInt64
    /// The relay's time of the entry (ms).
    package var logTime: UInt64
    package var author: DeviceNumber
    package var role: Role
    package var policy: Policy
    /// Whether a device may have a lease at all: a member with the role for it.
    package var mayHold: (DeviceNumber) -> Bool
    /// Log time (ms) of a device's last valid batch below this entry.
    package var lastBatchTime: (DeviceNumber) -> UInt64?

    package init(
        index: UInt64, logTime: UInt64, author: DeviceNumber, role: Role, policy: Policy,
        mayHold: @escaping (DeviceNumber) -> Bool,
        lastBatchTime: @escaping (DeviceNumber) -> UInt64?
    ) {
        self.index = index
        self.logTime = logTime
        self.author = author
        self.role = role
        self.policy = policy
        self.mayHold = mayHold
        self.lastBatchTime = lastBatchTime
    }
}
