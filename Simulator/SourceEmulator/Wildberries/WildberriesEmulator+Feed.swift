import SkeinCRDT
import SkeinTransport

extension WildberriesEmulator {
    func chats(of index: Int) -> HTTPAnswer {
        let chats = quirks.hidesChats ? [] : accounts[index].chats
        return .json(200, ["result": .array(chats.map(\.json)), "errors": nil])
    }

    /// Events later than `next`, oldest first. A page ends where it is full even between events of
    /// one stamp: the rest of them is behind the cursor then, as on the real platform.
    mutating func events(of index: Int, query: [String: String], now: WallTime) -> HTTPAnswer {
        var after: Int64?
        if let text = query["next"] {
            guard let number = Int64(text) else { return badRequest("Invalid number") }
            guard number > 0 else { return badRequest("Invalid value for \"next\"") }
            after = number
        }
        let page = accounts[index].events.lazy
            .filter { $0.visibleFrom <= now && after.map($0.addedAt.isAfter) ?? true }
            .prefix(quirks.pageSize)
        return .json(200, ["result": result(Array(page), after: after), "errors": nil])
    }

    private func result(_ page: [WildberriesEvent], after: Int64?) -> JSONValue {
        let emptyNext = quirks.emptyPageHasZeroNext ? 0 : after ?? 0
        return .object(dropping: [
            "next": .number(page.last?.addedAt.milliseconds ?? emptyNext),
            "newestEventTime": page.last.map { .string($0.addedAt.iso8601) },
            "oldestEventTime": page.first.map { .string($0.addedAt.iso8601) },
            "totalEvents": .number(Int64(page.count)),
            "events": .array(page.map(\.json)),
        ])
    }

    mutating func download(_ path: String, from index: Int) -> HTTPAnswer {
        let id = String(path.split(separator: "/").last ?? "")
        guard let file = accounts[index].fileByID[id] else { return badRequest("invalid fileID") }
        switch file.moderation {
        case .passed:
            return HTTPAnswer(
                status: 200, headers: [HTTPHeader("Content-Type", file.contentType)],
                body: file.bytes)
        case .pending:
            return .json(202, ["moderationState": "pending", "retrySeconds": 30])
        case .refused:
            let body: JSONValue = [
                "status": 451, "title": "Unavailable for Legal Reasons", "origin": "proxy-chats",
                "detail": "moderation error", "requestId": .string(random.hex(digits: 32)),
            ]
            return .json(451, body, type: "application/problem+json")
        }
    }
}

extension WallTime {
    fileprivate func isAfter(_ milliseconds: Int64) -> Bool { self.milliseconds > milliseconds }
}
