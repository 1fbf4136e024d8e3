package import SkeinCRDT
package import SkeinWire

/// A field that was set apart by several people, who did not see each other's value.
package struct ConflictRow: Hashable, Sendable {
    /// Why one of the values is shown.
    package enum Rule: String, Codable, Sendable {
        /// The status that needs most attention.
        case attention
        /// The earliest person; a person comes before nobody.
        case earliestPerson
        case earliest
        case latest
    }

    package struct Candidate: Hashable, Sendable {
        /// A code (`work`), a login, or a text.
        package var value: String
        package var author: PersonReference?
        package var time: WallTime
        package var isShown: Bool
    }

    /// What it is about: a chat, else a source or person by its name.
    package var chat: ChatReference?
    package var subject: String
    package var entity: EntityID
    /// `status`, `assignee`, `name` and so on.
    package var field: String
    /// Oldest first.
    package var candidates: [Candidate]
    package var rule: Rule
}
