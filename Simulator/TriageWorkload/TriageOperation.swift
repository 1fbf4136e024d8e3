/// One line of the triage workload: which replica does what to which chat.
package struct TriageOperation: Hashable, Sendable {
    package enum Kind: String, Hashable, CaseIterable, Sendable {
        case status = "S"
        case assignee = "A"
        case addTag = "T+"
        case removeTag = "T-"
    }

    /// The place in the list, from 0.
    package let index: Int
    /// From 0.
    package let replica: Int
    package let kind: Kind
    /// The chat's number; see `chat`.
    package let chatNumber: UInt32
    /// The number of the status, assignee or tag; see `value`.
    package let valueNumber: UInt8

    /// `c` and five digits.
    package var chat: String { "c" + Self.padded(UInt64(chatNumber), digits: 5) }

    /// The status, `op-` and two digits, or `tag-` and two digits.
    package var value: String {
        switch kind {
        case .status: Self.statuses[Int(valueNumber)]
        case .assignee: "op-" + Self.padded(UInt64(valueNumber), digits: 2)
        case .addTag, .removeTag: "tag-" + Self.padded(UInt64(valueNumber), digits: 2)
        }
    }

    package static let statuses = ["new", "open", "waiting", "resolved", "spam"]
    package static let assigneeCount = 16
    package static let tagCount = 32

    private static func padded(_ number: UInt64, digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
