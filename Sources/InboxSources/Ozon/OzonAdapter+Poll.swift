import SkeinCRDT
package import SkeinTransport

extension OzonAdapter {
    private static let chatsPerPage = 100

    private struct ListRequest: Encodable {
        struct Filter: Encodable {
            let chat_status: String
            let unread_only: Bool
        }

        let cursor: String?
        let filter: Filter
        let limit: Int
    }

    package func poll(from cursor: SourceCursor?, wait: Bool) -> HTTPCall {
        let place = OzonCursor(cursor)
        let request = ListRequest(
            cursor: place.place,
            filter: ListRequest.Filter(chat_status: "All", unread_only: place.kind == .unread),
            limit: Self.chatsPerPage)
        return call("/v3/chat/list", body: JSONText.bytes(request), label: "ozon chats")
    }

    package func readPoll(
        _ answer: HTTPAnswer, from cursor: SourceCursor?
    ) throws(SourceProblem) -> PollPage {
        let place = OzonCursor(cursor)
        let body = try Self.body(answer)
        let list = body["chats"] ?? .null
        // Taken for an empty page, such an answer would look as if nobody wrote.
        guard list.isList || list == .null, body["chats"] != nil || body["has_next"] != nil else {
            throw .unreadable("chats is no list")
        }
        let chats = list.items.map(OzonChat.init)
        let onward = ForeignText.id(body["cursor"]?.text)
        var next = place.nextRound
        var isMore = false
        if body["has_next"]?.flag == true, !chats.isEmpty {
            // A cursor that does not move would be followed for ever.
            guard let onward, onward != place.place else {
                throw .unreadable("the list goes on from nowhere")
            }
            next = place.onward(to: onward)
            isMore = true
        }
        return PollPage(
            chats: [], messages: [], cursor: next.cursor, more: isMore,
            heads: chats.compactMap { $0?.head }, unreadableCount: chats.count { $0 == nil })
    }
}
