package import SkeinCRDT
package import SkeinWire

/// One message of a chat as the platform has it.
package struct MessageRow: Hashable, Sendable {
    package typealias Author = MessageAuthor

    package var entity: EntityID
    package var from: Author
    package var sent: WallTime
    /// Nil where the text has been erased or has not arrived.
    package var text: String?
    /// What the platform says about how it was written, for instance `seller-portal`.
    package var origin: String?
    package var platformID: String
    /// Names of files; empty if none.
    package var attachments: [String]
    /// Nobody on this device has been shown it.
    package var isUnread: Bool
}

/// A note of a colleague; buyers never see it.
package struct NoteRow: Hashable, Sendable {
    package var entity: EntityID
    package var author: PersonReference?
    package var written: WallTime
    package var text: String?
}
