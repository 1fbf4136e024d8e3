package import SkeinStore
package import SkeinWire

/// `note.body`: what a colleague wrote about a chat; never shown to a buyer.
///
/// A list of: chat (bytes), text (content).
package struct NoteFact: Hashable, Sendable {
    package var chat: EntityID
    package var text: ContentHash?

    package static func edit(_ note: EntityID, chat: EntityID, text: String) -> Edit {
        .fact(note, field: Field.noteBody, [.value(.bytes(chat.bytes)), .text(text)])
    }

    /// Nil for a value that this build cannot read.
    package init?(_ value: Value?) {
        guard case .list(let parts) = value, parts.count >= 2,
            case .bytes(let bytes) = parts[0], let chat = EntityID(validating: bytes)
        else { return nil }
        self.chat = chat
        if case .content(let hash) = parts[1] { text = hash }
    }
}
