package import SkeinCRDT

/// One seller's message that a platform has applied: what really happened, whatever was answered.
package struct LedgerEntry: Hashable, Sendable {
    package enum Via: String, Sendable { case api, site }

    package var platform: EmulatedPlatform
    /// As the platform names it: Wildberries' `sid`, Telegram's bot id, Ozon's client
    /// id, Yandex Market's business id.
    package var account: String
    package var chat: String
    package var text: String
    package var at: WallTime
    /// Wildberries' event id, the others' message id.
    package var messageID: String
    package var via: Via
    /// Names of the files sent along.
    package var files: [String] = []

    package var json: JSONValue {
        [
            "platform": .string(platform.rawValue), "account": .string(account),
            "chat": .string(chat), "text": .string(text), "at": .number(at.milliseconds),
            "messageId": .string(messageID), "via": .string(via.rawValue),
            "files": .array(files.map { .string($0) }),
        ]
    }
}

package enum EmulatedPlatform: String, Hashable, Sendable, CaseIterable {
    case wildberries = "wb"
    case telegram = "tg"
    case ozon
    case yandexMarket = "ym"

    /// For an error's sentence.
    package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
