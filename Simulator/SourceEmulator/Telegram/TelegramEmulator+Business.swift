import SkeinCRDT
import SkeinTransport

/// Accounts that let the bot write in their name.
extension TelegramEmulator {
    func connection(_ index: Int, _ name: String?) -> TelegramConnection? {
        name.flatMap { name in bots[index].connections.first { $0.id == name } }
    }

    func checkConnection(_ index: Int, _ name: String) throws(TelegramRefusal) {
        guard let connection = connection(index, name), connection.isEnabled else {
            throw .badRequest("business connection not found")
        }
    }

    func getBusinessConnection(
        _ index: Int, _ parameters: TelegramParameters
    ) throws(TelegramRefusal) -> JSONValue {
        guard let found = connection(index, parameters["business_connection_id"]) else {
            throw .badRequest("business connection not found")
        }
        return found.json
    }

    func readBusinessMessage(
        _ index: Int, _ parameters: TelegramParameters, now: WallTime
    ) throws(TelegramRefusal) -> JSONValue {
        try checkConnection(index, parameters["business_connection_id"] ?? "")
        let chat = bots[index].chats[try chat(index, parameters)]
        guard connection(index, chat.businessConnection)?.canRead == true else {
            throw .badRequest("BOT_ACCESS_FORBIDDEN")
        }
        guard let last = chat.lastIncoming, now - last <= Self.businessWindow else {
            throw .badRequest("BUSINESS_PEER_USAGE_MISSING")
        }
        guard let id = parameters.number("message_id"), chat.messageByID[id] != nil else {
            throw .badRequest("MESSAGE_ID_INVALID")
        }
        return true
    }
}
