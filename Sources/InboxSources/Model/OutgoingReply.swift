/// A reply to be sent.
package struct OutgoingReply: Hashable, Sendable {
    package var conversation: String
    package var text: String
    /// Names this attempt; equal for equal attempts, so that a request can be made twice alike.
    package var attempt: String

    package init(conversation: String, text: String, attempt: String) {
        self.conversation = conversation
        self.text = text
        self.attempt = attempt
    }
}
