package import SkeinWire

/// A person as other rows name them.
package struct PersonReference: Hashable, Sendable, Encodable {
    package var number: UInt32
    /// Without `@`; `p` and the number while the person has not been named.
    package var login: String
    package var name: String?
}

/// A source as other rows name it.
package struct SourceReference: Hashable, Sendable {
    package var entity: EntityID
    package var id: String
    /// The name that somebody gave it, else its platform and account.
    package var name: String
}

/// A chat as other rows name it.
package struct ChatReference: Hashable, Sendable {
    package var entity: EntityID
    package var id: String
    package var short: String
    package var buyer: String?
}
