package import SkeinCRDT
package import SkeinWire

/// All that a step's validity may depend on besides the act itself: a function of the log below.
package struct ActContext {
    /// Place in the log: entry index and position of the operation within the entry.
    package var index: UInt64
    package var position: UInt32
    /// The relay's time of the entry (ms).
    package var logTime: UInt64
    /// When the step was made (ms): its effective stamp, so that a hold counts from the wish and
    /// not from its upload.
    package var madeAt: UInt64
    package var author: DeviceNumber
    /// The author's role at this index.
    package var role: Role
    /// The policy in force at this index.
    package var policy: Policy
    /// Whether a device is a member at this index.
    package var isActive: (DeviceNumber) -> Bool
    /// Whether another act of this one's lane occupies it (`ActRecord.occupiesLane`).
    package var isLaneBusy: Bool

    package init(
        index: UInt64, position: UInt32, logTime: UInt64, madeAt: UInt64? = nil,
        author: DeviceNumber, role: Role, policy: Policy,
        isActive: @escaping (DeviceNumber) -> Bool, isLaneBusy: Bool
    ) {
        self.index = index
        self.position = position
        self.logTime = logTime
        self.madeAt = madeAt ?? logTime
        self.author = author
        self.role = role
        self.policy = policy
        self.isActive = isActive
        self.isLaneBusy = isLaneBusy
    }
}
