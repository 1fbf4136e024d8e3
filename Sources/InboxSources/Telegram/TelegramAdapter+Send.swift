package import SkeinTransport

extension TelegramAdapter {
    private struct Message: Encodable {
        let chat_id: Int64
        let message_thread_id: Int64?
        let text: String
    }

    package func send(_ reply: OutgoingReply, prepared: [HTTPAnswer]) -> SendStep {
        guard rules.allows(reply.text) else {
            return .stop(.rejected(reason: "text is empty or too long", stopsSource: false))
        }
        guard let conversation = TelegramConversation(reply.conversation) else {
            return .stop(.rejected(reason: "no Telegram chat", stopsSource: false))
        }
        let message = Message(
            chat_id: conversation.chat, message_thread_id: conversation.topic, text: reply.text)
        return .send(call("sendMessage", body: JSONText.bytes(message)))
    }

    package func classify(_ outcome: HTTPOutcome) -> SendVerdict {
        switch outcome {
        case .failure(let failure): SendVerdict(failure)
        case .success(let answer): Self.classify(TelegramAnswer(answer))
        }
    }

    private static func classify(_ answer: TelegramAnswer) -> SendVerdict {
        let text = "\(answer.status) \(answer.description)"
        switch answer.status {
        case 200:
            guard answer.body?["ok"]?.flag == true,
                let id = answer.body?["result"]?["message_id"]?.text
            else { return .unknown(reason: "200 without a message") }
            return .sent(evidence: id)
        case 420, 429:
            return .notSent(reason: text, wait: answer.wait)
        case 401, 404, 421:
            guard answer.isOwnForm else { return .unknown(reason: text) }
            return .rejected(reason: text, stopsSource: true)
        // 403: this buyer has blocked the bot; others can still be answered.
        case 400, 403, 409, 413, 415, 422:
            guard answer.isOwnForm else { return .unknown(reason: text) }
            return .rejected(reason: text, stopsSource: false)
        default:
            return .unknown(reason: text)
        }
    }
}
