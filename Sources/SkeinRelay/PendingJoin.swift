/// A stranger's request to join, as posted.
package struct PendingJoin: Hashable, Sendable {
    /// 32 bytes: SHA-256(`sk1 invite` || secret).
    package var invite: [UInt8]
    package var request: [UInt8]
    package var posted: UInt64

    package init(invite: [UInt8], request: [UInt8], posted: UInt64) {
        self.invite = invite
        self.request = request
        self.posted = posted
    }
}
