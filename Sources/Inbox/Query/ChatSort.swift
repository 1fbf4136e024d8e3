/// An order of chats; ties always end with the id, so equal states print equal lists.
package struct ChatSort: Hashable, Sendable {
    package enum Key: String, CaseIterable, Codable, Sendable {
        /// Longest unanswered first; chats that wait for nothing last, newest first.
        case waiting
        /// The soonest end of the platform's window first.
        case due
        case created
        case updated
        case status
        case source
        case buyer
        case id
    }

    package var key: Key
    package var isDescending: Bool

    package init(_ key: Key, descending: Bool = false) {
        self.key = key
        self.isDescending = descending
    }
}
