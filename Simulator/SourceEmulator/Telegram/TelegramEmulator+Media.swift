import SkeinCRDT
import SkeinTransport

/// Photos, documents and albums.
extension TelegramEmulator {
    private static let downloadMax = 20 << 20
    private static let photoBytesMax = 10 << 20
    private static let fileBytesMax = 50 << 20
    private static let photoSidesMax = 10_000
    private static let photoRatioMax = 20
    private static let albumCounts = 2...10

    private enum Medium: String { case photo, document }

    mutating func sendPhoto(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        try send(.photo, index, parameters, now: now)
    }

    mutating func sendDocument(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        try send(.document, index, parameters, now: now)
    }

    private mutating func send(
        _ medium: Medium, _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let chat = try writableChat(index, parameters, now: now)
        let name = medium.rawValue
        guard parameters.upload(name) != nil || parameters[name]?.isEmpty == false else {
            throw .badRequest("there is no \(name) in the request")
        }
        let content = try content(
            medium, parameters[name] ?? "attach://\(name)", caption: parameters["caption"],
            entities: parameters.json("caption_entities"), index, parameters)
        try checkReply(index, chat, parameters)
        try charge(index, chat, messages: 1, now: now)
        return post(index, chat, content, parameters, now: now)
    }

    mutating func sendMediaGroup(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        let chat = try writableChat(index, parameters, now: now)
        guard let items = parameters.json("media")?.array, !items.isEmpty else {
            throw .badRequest("there are no messages to send")
        }
        guard Self.albumCounts.contains(items.count) else {
            throw .badRequest("wrong number of messages to send: must be from 2 to 10")
        }
        guard Set(items.map { $0["type"]?.string }).count == 1 else {
            throw .badRequest("document can't be mixed with other media types")
        }
        var contents: [TelegramContent] = []
        for item in items {
            guard let medium = item["type"]?.string.flatMap(Medium.init) else {
                throw .badRequest("unsupported media type: only photo and document are emulated")
            }
            contents.append(
                try content(
                    medium, item["media"]?.string ?? "", caption: item["caption"]?.string,
                    entities: item["caption_entities"], index, parameters))
        }
        try checkReply(index, chat, parameters)
        try charge(index, chat, messages: items.count, now: now)
        let album = JSONValue.string(String(random.next() >> 1))
        var messages: [JSONValue] = []
        for var content in contents {
            content.members["media_group_id"] = album
            messages.append(post(index, chat, content, parameters, now: now))
        }
        return .array(messages)
    }

    private mutating func content(
        _ medium: Medium, _ reference: String, caption: String?, entities: JSONValue?,
        _ index: Int, _ parameters: TelegramParameters
    ) throws(TelegramRefusal) -> TelegramContent {
        guard (caption ?? "").utf16.count <= Self.captionMax else {
            throw .badRequest("message caption is too long")
        }
        let file = try file(medium, reference, index, parameters)
        let members: JSONValue
        switch medium {
        case .document: members = file.document
        case .photo:
            let picture = try Self.picture(file.content.bytes)
            members = [file.photo(picture)]
        }
        let text = caption ?? ""
        return TelegramContent(
            [
                medium.rawValue: members, "caption": text.isEmpty ? nil : .string(text),
                "caption_entities": text.isEmpty ? nil : entities,
            ], text: text, files: [file.content.name])
    }

    private static func picture(_ bytes: [UInt8]) throws(TelegramRefusal) -> TelegramPicture {
        guard let picture = TelegramPicture(bytes) else {
            throw .badRequest("IMAGE_PROCESS_FAILED")
        }
        let (long, short) = (
            max(picture.width, picture.height), min(picture.width, picture.height)
        )
        guard long + short <= photoSidesMax, long <= short * photoRatioMax else {
            throw .badRequest("PHOTO_INVALID_DIMENSIONS")
        }
        return picture
    }

    /// A file sent along (`attach://<part>`), or one the platform has already (its id).
    private mutating func file(
        _ medium: Medium, _ reference: String, _ index: Int, _ parameters: TelegramParameters
    ) throws(TelegramRefusal) -> TelegramFile {
        if let known = bots[index].fileByID[reference] { return known }
        guard reference.hasPrefix("attach://"),
            let upload = parameters.upload(String(reference.dropFirst("attach://".count)))
        else {
            throw .badRequest(
                reference.contains("://")
                    ? "wrong file identifier/HTTP URL specified"
                    : "wrong remote file identifier specified: Wrong string length")
        }
        guard !upload.bytes.isEmpty else { throw .badRequest("file must be non-empty") }
        guard upload.bytes.count <= Self.fileBytesMax else {
            throw TelegramRefusal(answer: .telegramError(413, "Request Entity Too Large"))
        }
        if medium == .photo, upload.bytes.count > Self.photoBytesMax {
            throw .badRequest(
                "file of size \(upload.bytes.count) bytes is too big for a photo; "
                    + "the maximum size is \(Self.photoBytesMax) bytes")
        }
        return store(upload, folder: "\(medium.rawValue)s", of: index)
    }

    mutating func store(
        _ content: AttachedFile, folder: String, of index: Int
    ) -> TelegramFile {
        let id = random.hex(digits: 40)
        let ending = content.name.split(separator: ".").dropFirst().last.map { ".\($0)" } ?? ""
        let file = TelegramFile(
            id: id, uniqueID: random.hex(digits: 16),
            path: "\(folder)/file_\(bots[index].fileByID.count)\(ending)", content: content)
        bots[index].fileByID[id] = file
        return file
    }

    func getFile(
        _ index: Int, _ parameters: TelegramParameters
    ) throws(TelegramRefusal) -> JSONValue {
        guard let id = parameters["file_id"], let file = bots[index].fileByID[id] else {
            throw .badRequest("invalid file_id")
        }
        guard file.content.bytes.count <= Self.downloadMax else {
            throw .badRequest("file is too big")
        }
        return file.file
    }

    func file(_ path: String, of index: Int) -> HTTPAnswer {
        guard let file = bots[index].fileByID.values.first(where: { $0.path == path }) else {
            return .telegramError(404, "Not Found")
        }
        return HTTPAnswer(
            status: 200, headers: [HTTPHeader("Content-Type", "application/octet-stream")],
            body: file.content.bytes)
    }
}
