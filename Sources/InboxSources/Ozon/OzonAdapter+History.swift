import SkeinCRDT
package import SkeinTransport

extension OzonAdapter {
    private static let messagesPerPage = 500

    private struct HistoryRequest: Encodable {
        let chat_id: String
        let direction: String
        /// Its own JSON number: an id may be above what a signed integer holds.
        let from_message_id: UInt64?
        let limit: Int
    }

    package func mark(_ known: KnownMessages) -> HistoryMark? {
        known.newestID.map { HistoryMark($0) }
    }

    /// Onward from the mark; without one backward from the newest message, since only that is
    /// documented to need no message to begin at.
    package func history(_ query: HistoryQuery) -> HTTPCall? {
        let place = OzonHistoryPlace(query)
        let request = HistoryRequest(
            chat_id: query.conversation, direction: place.isForward ? "Forward" : "Backward",
            from_message_id: place.from.flatMap { UInt64($0) }, limit: Self.messagesPerPage)
        return call("/v3/chat/history", body: JSONText.bytes(request), label: "ozon history")
    }

    package func readHistory(
        _ answer: HTTPAnswer, _ query: HistoryQuery
    ) throws(SourceProblem) -> HistoryPage {
        let place = OzonHistoryPlace(query)
        let body = try Self.body(answer)
        guard let list = body["messages"] ?? (body["has_next"] != nil ? .null : nil),
            list.isList || list == .null
        else { throw .unreadable("messages is no list") }
        let items = list.items
        let read = items.compactMap { OzonMessage($0, conversation: query.conversation) }
        // The place itself is told again.
        let messages = read.filter { $0.message.id != place.from }
        let end = read.last?.message.id
        var next: SourceCursor?
        if body["has_next"]?.flag == true, let end, end != place.from {
            next = OzonHistoryPlace(isForward: place.isForward, from: end).cursor
        }
        let newest = (read.map(\.message.id) + [query.after?.text].compactMap { $0 })
            .max(by: MessageNumber.isLess)
        return HistoryPage(
            messages: messages.map(\.message), next: next, mark: HistoryMark(newest ?? ""),
            newest: read.map(\.message.sent).max(),
            chat: Self.chat(query.conversation, read), unreadableCount: items.count - read.count)
    }

    private static func chat(_ id: String, _ messages: [OzonMessage]) -> SourceChat {
        let order = messages.last { $0.order != nil }?.order
        let product = messages.last { $0.product != nil }?.product
        return SourceChat(conversation: id, order: order, product: product)
    }
}

/// Where a reading of a chat's history stands.
struct OzonHistoryPlace: Hashable, Sendable {
    var isForward: Bool
    /// A message's id; nil: from the newest.
    var from: String?

    init(isForward: Bool, from: String?) {
        self.isForward = isForward
        self.from = from
    }

    init(_ query: HistoryQuery) {
        if let page = query.page?.text {
            self.init(isForward: page.hasPrefix("f"), from: String(page.dropFirst()))
            return
        }
        let mark = query.after?.text ?? query.known.newestID ?? ""
        // What is no number cannot be asked from.
        let from = UInt64(mark) == nil ? nil : mark
        self.init(isForward: from != nil, from: from)
    }

    var cursor: SourceCursor { SourceCursor((isForward ? "f" : "b") + (from ?? "")) }
}
