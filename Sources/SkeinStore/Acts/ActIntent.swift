package import SkeinCRDT

/// What a device said it would do before it did it: from here on the world may have changed.
package struct ActIntent: Hashable, Sendable {
    package var attempt: UInt64
    package var device: DeviceNumber
    /// Where the intent stands in the log, and the log's time there (ms).
    package var index: UInt64
    package var time: UInt64
    package var textVersion: UInt64
    /// The newest thing that the outside world's own history held before; nil where it has none.
    package var watermark: String?
    /// SHA-256 of the request's body.
    package var bodyHash: [UInt8]
    /// Numbers of the policy in force at the intent's index (ms).
    package var sendWindow: UInt64
    package var deadline: UInt64
    /// How long others must wait before they may judge, on the log's and on their own clock (ms).
    package var quarantine: UInt64
    /// Log time (ms) from which a reconcile is valid.
    package var reconcileFrom: UInt64
    package var attemptsMax: UInt64
    /// Why the device itself cannot tell what happened, once it has said so.
    package var doubt: String?
}
