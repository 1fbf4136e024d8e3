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
    package var isActive: (DeviceNumber) -> Bool
    /// Log time (ms) of a device's last valid batch below this entry.
    package var lastBatchTime: (DeviceNumber) -> UInt64?

    package init(
        index: UInt64, logTime: UInt64, author: DeviceNumber, role: Role, policy: Policy,
        isActive: @escaping (DeviceNumber) -> Bool,
        lastBatchTime: @escaping (DeviceNumber) -> UInt64?
    ) {
        self.index = index
        self.logTime = logTime
        self.author = author
        self.role = role
        self.policy = policy
        self.isActive = isActive
        self.lastBatchTime = lastBatchTime
    }
}
