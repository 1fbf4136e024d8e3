/// What a platform tells of a conversation besides its messages.
package struct SourceChat: Hashable, Sendable {
    package var conversation: String
    package var buyer: String?
    package var order: String?
    package var product: String?
    /// A return, or a complaint that asks for one.
    package var claim: String?

    package init(
        conversation: String, buyer: String? = nil, order: String? = nil, product: String? = nil,
        claim: String? = nil
    ) {
        self.conversation = conversation
        self.buyer = buyer
        self.order = order
        self.product = product
        self.claim = claim
    }
}
