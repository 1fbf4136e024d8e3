/// How many calls of some kinds a platform takes in a time.
package struct CallLimit: Hashable, Sendable {
    /// The labels of the calls that count; nil: all of the account.
    package var labels: Set<String>?
    /// Counted for each conversation on its own.
    package var isPerConversation: Bool
    package var count: Int
    package var period: Duration

    package init(
        _ labels: Set<String>?, count: Int, period: Duration, isPerConversation: Bool = false
    ) {
        self.labels = labels
        self.count = max(count, 1)
        self.period = period
        self.isPerConversation = isPerConversation
    }

    package func concerns(_ label: String) -> Bool { labels?.contains(label) ?? true }
}
