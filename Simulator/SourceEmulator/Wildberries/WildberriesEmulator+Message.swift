import SkeinCRDT
import SkeinTransport

extension WildberriesEmulator {
    private static let problemType = "application/problem+json"
    private static let textMax = 1000
    private static let fileBytesMax = 5 << 20
    private static let allFilesBytesMax = 30 << 20
    private static let fileTypes: Set<String> = ["image/jpeg", "image/png", "application/pdf"]

    /// `POST /api/v1/seller/message`.
    mutating func message(_ call: HTTPCall, from index: Int, now: WallTime) -> HTTPAnswer {
        guard let form = Multipart(call.body, contentType: call.header("Content-Type") ?? "") else {
            return badRequest(
                "request Content-Type isn't multipart/form-data", type: Self.problemType)
        }
        let sign = form.part("replySign")?.text
        guard let chat = accounts[index].chats.first(where: { $0.replySign == sign }) else {
            return badRequest("Invalid signature", type: Self.problemType)
        }
        let parts = form.parts.filter { $0.name == "file" }
        let text = form.part("message")?.text ?? ""
        // Characters in the sense of code points; the documentation does not say.
        guard text.unicodeScalars.count <= Self.textMax, !(text.isEmpty && parts.isEmpty) else {
            return badRequest("Invalid value for \"message\"", type: Self.problemType)
        }
        for part in parts {
            if let refusal = refusal(of: part) {
                return badRequest(
                    "\(random.hex(digits: 11).uppercased()): \(refusal)", type: Self.problemType)
            }
        }
        guard parts.reduce(0, { $0 + $1.bytes.count }) <= Self.allFilesBytesMax else {
            return badRequest("attachments too big. Max size: 30MiB", type: Self.problemType)
        }
        let files = parts.map {
            AttachedFile(
                name: $0.fileName ?? "", contentType: $0.contentType ?? "", bytes: $0.bytes)
        }
        addSellerMessage(text, files: files, to: chat.id, of: index, via: .api, now: now)
        // The answer's time is a little earlier than the event's own.
        let lag = Int64(random.next() % 127)
        let result: JSONValue = [
            "addTime": .number(now.milliseconds - lag), "chatID": .string(chat.id),
        ]
        return .json(200, ["result": result, "errors": []])
    }

    @discardableResult
    mutating func addSellerMessage(
        _ text: String, files: [AttachedFile], to chatID: String, of index: Int,
        via: LedgerEntry.Via, now: WallTime
    ) -> WildberriesEvent {
        let event = WildberriesEvent(
            id: random.uuid(), chatID: chatID, addedAt: stamp(now),
            visibleFrom: now + quirks.echoLag,
            sender: .seller, source: via == .api ? "seller-public-api" : "seller-portal",
            text: text, files: store(files, of: index))
        accounts[index].insert(event)
        ledger.append(
            LedgerEntry(
                platform: .wildberries, account: accounts[index].sid, chat: chatID, text: text,
                at: now, messageID: event.id, via: via, files: files.map(\.name)))
        return event
    }

    /// Keeps the files for download.
    mutating func store(_ files: [AttachedFile], of index: Int) -> [WildberriesEvent.File] {
        files.map { file in
            let id = random.uuid()
            accounts[index].fileByID[id] = file
            return WildberriesEvent.File(
                downloadID: id, name: file.name, contentType: file.contentType,
                sizeBytes: file.bytes.count)
        }
    }

    func stamp(_ now: WallTime) -> WallTime {
        quirks.hasWholeSeconds
            ? WallTime(milliseconds: now.milliseconds / 1000 * 1000) : now
    }

    private func refusal(of part: Multipart.Part) -> String? {
        if part.bytes.count > Self.fileBytesMax { return "attachment too big. Max size: 5MiB" }
        guard Self.fileTypes.contains(part.contentType ?? "") else {
            return "\"\(part.fileName ?? "")\" has unsupported mime type"
        }
        return nil
    }
}
