package import SkeinCRDT
package import SkeinStore
package import SkeinWire

/// `message.body`: a message as the platform gave it; edits by the platform are not part of it.
///
/// | part | value |
/// | ---- | ----- |
/// | 0 chat          | bytes: entity id |
/// | 1 author        | text: `MessageAuthor` code |
/// | 2 sent          | integer: ms since 1970, the platform's clock |
/// | 3 text          | content, or null for none |
/// | 4 origin        | text: the platform's word on how it was written, or null |
/// | 5 platform id   | text |
/// | 6 attachments   | content: names of files, one a line, or null for none |
package struct MessageFact: Hashable, Sendable {
    package var chat: EntityID
    package var author: MessageAuthor
    package var sent: WallTime
    package var text: ContentHash?
    package var origin: String?
    package var platformID: String
    package var attachments: ContentHash?

    /// The edit that states a message; `entity` is `InboxID.message`.
    package static func edit(
        _ entity: EntityID, chat: EntityID, author: MessageAuthor, sent: WallTime, text: String?,
        origin: String?, platformID: String, attachments: [String] = []
    ) -> Edit {
        .fact(
            entity, field: Field.messageBody,
            [
                .value(.bytes(chat.bytes)), .value(.text(author.rawValue)),
                .value(.integer(sent.milliseconds)),
                text.map { .text($0) } ?? .value(.null),
                .value(origin.map { .text($0) } ?? .null), .value(.text(platformID)),
                attachments.isEmpty
                    ? .value(.null) : .text(attachments.joined(separator: "\n")),
            ])
    }

    /// Nil for a value that this build cannot read.
    package init?(_ value: Value?) {
        guard case .list(let parts) = value, parts.count >= 7,
            case .bytes(let bytes) = parts[0], let chat = EntityID(validating: bytes),
            case .text(let code) = parts[1], let author = MessageAuthor(rawValue: code),
            case .integer(let sent) = parts[2], case .text(let platformID) = parts[5]
        else { return nil }
        self.chat = chat
        self.author = author
        self.sent = WallTime(milliseconds: sent)
        self.text = Self.content(parts[3])
        if case .text(let origin) = parts[4] { self.origin = origin }
        self.platformID = platformID
        self.attachments = Self.content(parts[6])
    }

    private static func content(_ value: Value) -> ContentHash? {
        if case .content(let hash) = value { hash } else { nil }
    }
}
