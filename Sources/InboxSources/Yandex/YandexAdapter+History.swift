import SkeinCRDT
package import SkeinTransport

extension YandexAdapter {
    private static let messagesPerPage = 100

    private struct HistoryRequest: Encodable { let messageIdFrom: Int64? }

    package func mark(_ known: KnownMessages) -> HistoryMark? {
        known.newestID.map { YandexMark(sent: 0, id: $0).mark }
    }

    package func history(_ query: HistoryQuery) -> HTTPCall? {
        let place = YandexHistoryPlace(query)
        var path = "/chats/history?chatId=\(Percent.encode(query.conversation))"
        path += "&limit=\(Self.messagesPerPage)"
        if let page = place.page { path += "&pageToken=" + Percent.encode(page) }
        let request = HistoryRequest(messageIdFrom: place.from)
        return call("POST", path, body: JSONText.bytes(request), label: "ym history")
    }

    /// The order of messages is not documented, nor whether the one asked from is told again: here
    /// neither matters.
    package func readHistory(
        _ answer: HTTPAnswer, _ query: HistoryQuery
    ) throws(SourceProblem) -> HistoryPage {
        let place = YandexHistoryPlace(query)
        let result = try Self.result(answer)
        guard let list = result["messages"], list.isList else {
            throw .unreadable("messages is no list")
        }
        let items = list.items
        let read = items.compactMap { YandexMessage($0, conversation: query.conversation)?.message }
        let next = ForeignText.page(result["paging"]?["nextPageToken"]?.text)
        guard next == nil || next != place.page else {
            throw .unreadable("the history goes on from nowhere")
        }
        let marks =
            read.map { YandexMark(sent: $0.sent.milliseconds, id: $0.id) }
            + [YandexMark(query.after), query.known.newestID.map { YandexMark(sent: 0, id: $0) }]
            .compactMap { $0 }
        let onward = items.isEmpty ? nil : next
        return HistoryPage(
            messages: read.filter { Int64($0.id) != place.from },
            next: onward.map { YandexHistoryPlace(from: place.from, page: $0).cursor },
            mark: marks.max()?.mark ?? HistoryMark(""), newest: read.map(\.sent).max(),
            chat: YandexChat.chat(query.conversation, result["context"]),
            unreadableCount: items.count - read.count)
    }
}

/// A message in a chat's past: `ms;id`. Ids are opaque numbers, so the time comes first.
struct YandexMark: Hashable, Comparable {
    let sent: Int64
    let id: String

    init(sent: Int64, id: String) {
        self.sent = sent
        self.id = id
    }

    init?(_ mark: HistoryMark?) {
        guard let parts = mark?.text.split(separator: ";"), parts.count == 2,
            let sent = Int64(parts[0])
        else { return nil }
        self.init(sent: sent, id: String(parts[1]))
    }

    var mark: HistoryMark { HistoryMark("\(sent);\(id)") }

    static func < (left: YandexMark, right: YandexMark) -> Bool {
        left.sent != right.sent
            ? left.sent < right.sent : MessageNumber.isLess(left.id, right.id)
    }
}

/// Where a reading of a chat's history stands: `message id;page`, either may be missing.
struct YandexHistoryPlace: Hashable, Sendable {
    var from: Int64?
    var page: String?

    init(from: Int64?, page: String?) {
        self.from = from
        self.page = page
    }

    init(_ query: HistoryQuery) {
        if let parts = query.page?.text.split(
            separator: ";", maxSplits: 1, omittingEmptySubsequences: false), parts.count == 2
        {
            self.init(from: Int64(parts[0]), page: parts[1].isEmpty ? nil : String(parts[1]))
            return
        }
        let id = YandexMark(query.after)?.id ?? query.known.newestID
        self.init(from: id.flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }, page: nil)
    }

    var cursor: SourceCursor { SourceCursor("\(from.map(String.init) ?? "");\(page ?? "")") }
}
