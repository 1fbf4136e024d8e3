/// `chat.context`: what a conversation is about, as the platform tells it.
///
/// Written as lines `key<TAB>value`, keys `order`, `product` and `claim`; unknown lines are left
/// aside.
package struct ChatContext: Hashable, Sendable {
    package var order: String?
    package var product: String?
    /// A return, or a complaint that asks for one.
    package var claim: String?

    package init(order: String? = nil, product: String? = nil, claim: String? = nil) {
        self.order = order
        self.product = product
        self.claim = claim
    }

    package var text: String {
        [("order", order), ("product", product), ("claim", claim)]
            .compactMap { key, value in value.map { "\(key)\t\(Self.oneLine($0))" } }
            .joined(separator: "\n")
    }

    package init(text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            switch (parts.first, parts.count) {
            case ("order", 2): order = parts[1]
            case ("product", 2): product = parts[1]
            case ("claim", 2): claim = parts[1]
            default: continue
            }
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }
}
