package import SkeinCRDT

/// What a command did to a chat.
package struct CommandOutcome: Hashable, Sendable {
    /// The chat afterwards.
    package var chat: ChatRow
    /// The operations written, one command; empty if it was so already.
    package var dots: [Dot]

    package var isAlready: Bool { dots.isEmpty }
}

/// What `undo` took back.
package struct UndoOutcome: Hashable, Sendable {
    package enum Way: String, Codable, Sendable {
        /// Nobody else had seen it: it never happened.
        case withdrawn
        /// It stays in the history, its inverse follows it.
        case reversed
    }

    package var way: Way
    /// The command: `status`, `take`, `assign`, `tag`, `note`, `reply`, `show` …
    package var command: String
    package var chat: ChatRow?
    /// How many chats it was about.
    package var count: Int
}
