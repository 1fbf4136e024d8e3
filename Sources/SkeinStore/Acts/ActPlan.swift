/// What an `intent` states.
package struct ActPlan: Hashable, Sendable {
    package var attempt: UInt64
    package var claimIndex: UInt64
    package var textVersion: UInt64
    package var watermark: String?
    package var bodyHash: [UInt8]
    /// Milliseconds that the request may take.
    package var deadline: UInt64

    package init(
        attempt: UInt64, claimIndex: UInt64, textVersion: UInt64, watermark: String?,
        bodyHash: [UInt8], deadline: UInt64
    ) {
        self.attempt = attempt
        self.claimIndex = claimIndex
        self.textVersion = textVersion
        self.watermark = watermark
        self.bodyHash = bodyHash
        self.deadline = deadline
    }
}
