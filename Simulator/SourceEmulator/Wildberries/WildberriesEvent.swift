import Foundation
import SkeinCRDT

/// One line of the feed of a seller's chats.
struct WildberriesEvent: Hashable, Sendable {
    enum Sender: String, Sendable { case client, seller, wb }

    struct File: Hashable, Sendable {
        var downloadID: String
        var name: String
        var contentType: String
        var sizeBytes: Int
    }

    let id: String
    let chatID: String
    let addedAt: WallTime
    /// Before that no answer contains it: how far the feed lags behind.
    var visibleFrom: WallTime
    var sender: Sender
    /// `rusite`, `ios`, `seller-public-api`, `seller-portal`, …
    var source: String
    var text: String
    var files: [File] = []
    /// Only of the event that opened a chat.
    var replySign: String?
    var product: JSONValue?
    var buyer: String?

    var json: JSONValue {
        .object(dropping: [
            "chatID": .string(chatID), "eventID": .string(id), "eventType": "message",
            "isNewChat": replySign == nil ? nil : true,
            "message": .object(dropping: ["text": .string(text), "attachments": attachments]),
            "source": .string(source), "addTimestamp": .number(addedAt.milliseconds),
            "addTime": .string(addedAt.iso8601), "replySign": replySign.map { .string($0) },
            "sender": .string(sender.rawValue), "clientName": buyer.map { .string($0) },
        ])
    }

    private var attachments: JSONValue? {
        guard product != nil || !files.isEmpty else { return nil }
        let images = files.filter { $0.contentType.hasPrefix("image/") }
        let others = files.filter { !$0.contentType.hasPrefix("image/") }
        return .object(dropping: [
            "goodCard": product,
            "images": images.isEmpty ? nil : .array(images.map { image($0) }),
            "files": others.isEmpty ? nil : .array(others.map { file($0) }),
        ])
    }

    private func image(_ file: File) -> JSONValue {
        // As seen in the wild: no date and no address, only the download id can be used.
        ["date": "0001-01-01T00:00:00Z", "downloadID": .string(file.downloadID), "url": ""]
    }

    private func file(_ file: File) -> JSONValue {
        [
            "contentType": .string(file.contentType), "date": .string(addedAt.iso8601),
            "downloadID": .string(file.downloadID), "name": .string(file.name), "url": "",
            "size": .number(Int64(file.sizeBytes)),
        ]
    }
}

extension WallTime {
    /// In UTC with whole seconds, rounded down.
    var iso8601: String {
        let seconds = (Double(milliseconds) / 1000).rounded(.down)
        return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
    }
}
