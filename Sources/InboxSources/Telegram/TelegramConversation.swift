/// The name of a conversation: the chat's id, and the topic's where a forum has topics
/// (`id:topic`).
struct TelegramConversation: Hashable, Sendable {
    let chat: Int64
    let topic: Int64?

    init(chat: Int64, topic: Int64?) {
        self.chat = chat
        self.topic = topic
    }

    init?(_ name: String) {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard let first = parts.first, let chat = first, parts.count <= 2 else { return nil }
        if parts.count == 2, parts[1] == nil { return nil }
        self.init(chat: chat, topic: parts.count == 2 ? parts[1] : nil)
    }

    var name: String { topic.map { "\(chat):\($0)" } ?? String(chat) }
}
