import SkeinCRDT
import SkeinTransport

extension SourceEmulator {
    mutating func orderFromTelegram(
        _ order: String, _ body: JSONValue, now: WallTime
    ) throws(ControlError) -> JSONValue {
        if order == "business" {
            try telegram.changeConnection(body, now: now)
            return [:]
        }
        guard let chat = body["chat"]?.text else { throw .malformed("chat is missing") }
        let (account, business) = (body["account"]?.text, body["business"]?.string)
        switch order {
        case "block":
            try telegram.setBlocked(body["blocked"]?.bool ?? true, chat: chat, account: account)
        case "edit":
            guard let message = body["messageId"]?.text.flatMap({ Int64($0) }),
                let text = body["text"]?.string
            else { throw .malformed("messageId or text is missing") }
            try telegram.buyerEdits(
                chat: chat, business: business, message: message, text: text, account: account,
                now: now)
        case "delete":
            let messages = body["messageIds"]?.array?.compactMap { $0.text.flatMap { Int64($0) } }
            try telegram.messagesVanish(
                messages ?? [], chat: chat, business: business, account: account, now: now)
        case "messages":
            return try telegram.messages(chat: chat, business: business, account: account)
        default: throw .unknownOrder(order)
        }
        return [:]
    }
}
