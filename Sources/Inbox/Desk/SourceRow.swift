package import SkeinWire

/// A connected account of a platform.
package struct SourceRow: Hashable, Sendable {
    package var entity: EntityID
    package var id: String
    package var market: Market
    /// The account's id as given by the platform.
    package var account: String
    package var name: String
    package var url: String?
    package var chatCount: Int
}

/// A person of the workspace.
package struct PersonRow: Hashable, Sendable {
    package var number: UInt32
    package var login: String
    package var name: String?
    package var isMe: Bool

    package var reference: PersonReference {
        PersonReference(number: number, login: login, name: name)
    }
}
