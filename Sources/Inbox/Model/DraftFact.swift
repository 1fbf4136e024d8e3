import SkeinStore
import SkeinWire

/// `draft.about`: whose draft for which chat. A list of: chat (bytes), the author's number.
///
/// One entity a chat and author, so that two people's drafts are two; the text is a register.
struct DraftFact: Hashable {
    var chat: EntityID
    var author: UInt32

    var entity: EntityID { InboxID.draft(chat, author: author) }

    var edit: Edit {
        .fact(
            entity, field: Field.draftAbout,
            [.value(.bytes(chat.bytes)), .value(.integer(Int64(author)))])
    }

    init(chat: EntityID, author: UInt32) {
        self.chat = chat
        self.author = author
    }

    /// Nil for a value that this build cannot read.
    init?(_ value: Value?) {
        guard case .list(let parts) = value, parts.count >= 2, case .bytes(let bytes) = parts[0],
            let chat = EntityID(validating: bytes), case .integer(let number) = parts[1],
            let author = UInt32(exactly: number)
        else { return nil }
        self.init(chat: chat, author: author)
    }
}
