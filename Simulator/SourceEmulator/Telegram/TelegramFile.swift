struct TelegramFile: Hashable, Sendable {
    var id: String
    var uniqueID: String
    var path: String
    var content: AttachedFile

    /// What the methods that give a file have in common.
    private var reference: [String: JSONValue] {
        [
            "file_id": .string(id), "file_unique_id": .string(uniqueID),
            "file_size": .number(Int64(content.bytes.count)),
        ]
    }

    /// A `Document` of the Bot API.
    var document: JSONValue {
        .object(
            reference.merging([
                "file_name": .string(content.name), "mime_type": .string(content.contentType),
            ]) { _, new in new })
    }

    /// A `File` of the Bot API.
    var file: JSONValue {
        .object(reference.merging(["file_path": .string(path)]) { _, new in new })
    }

    /// One `PhotoSize` of the Bot API.
    func photo(_ picture: TelegramPicture) -> JSONValue {
        .object(
            reference.merging([
                "width": .number(Int64(picture.width)), "height": .number(Int64(picture.height)),
            ]) { _, new in new })
    }
}
