import SkeinCRDT
package import SkeinTransport

extension YandexAdapter {
    private static let chatsPerPage = 20

    private struct ListRequest: Encodable { let statuses: [String]? }

    package func poll(from cursor: SourceCursor?, wait: Bool) -> HTTPCall {
        let place = YandexCursor(cursor)
        var path = "/chats?limit=\(Self.chatsPerPage)"
        if let page = place.page { path += "&pageToken=" + Percent.encode(page) }
        let statuses = place.kind == .waiting ? ["NEW", "WAITING_FOR_PARTNER"] : nil
        return call(
            "POST", path, body: JSONText.bytes(ListRequest(statuses: statuses)), label: "ym chats")
    }

    package func readPoll(
        _ answer: HTTPAnswer, from cursor: SourceCursor?
    ) throws(SourceProblem) -> PollPage {
        let place = YandexCursor(cursor)
        let result = try Self.result(answer)
        guard let list = result["chats"], list.isList else { throw .unreadable("chats is no list") }
        let chats = list.items.map { YandexChat($0) }
        let next = ForeignText.page(result["paging"]?["nextPageToken"]?.text)
        // A page that leads to itself would be followed for ever.
        guard next == nil || next != place.page else {
            throw .unreadable("the list goes on from nowhere")
        }
        // An empty page ends a round, whatever it says.
        let onward = chats.isEmpty ? nil : next
        let newest = chats.compactMap { $0?.lastMessage }.max()
        let time = Timestamp.http(answer.header("Date")) ?? newest
        let heads = chats.compactMap { $0 }.map { chat in
            ChatHead(
                chat: chat.chat, newestSent: chat.lastMessage,
                isRecent: place.isRecent(chat.lastMessage))
        }
        return PollPage(
            chats: [], messages: [], cursor: place.after(time: time, next: onward).cursor,
            more: onward != nil, heads: heads, unreadableCount: chats.count { $0 == nil })
    }
}
