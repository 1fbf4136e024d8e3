import Foundation
package import SkeinTransport

extension OzonAdapter {
    private struct Message: Encodable {
        let chat_id: String
        let text: String
    }

    private struct File: Encodable {
        let base64_content: String
        let chat_id: String
        let name: String
    }

    private struct Posting: Encodable { let posting_number: String }

    private struct Read: Encodable {
        let chat_id: String
        let from_message_id: UInt64?
    }

    package func send(_ reply: OutgoingReply, prepared: [HTTPAnswer]) -> SendStep {
        guard rules.allows(reply.text) else {
            return .stop(.rejected(reason: "text is empty or too long", stopsSource: false))
        }
        if let tokenFault { return .stop(.rejected(reason: tokenFault, stopsSource: true)) }
        let message = Message(chat_id: reply.conversation, text: reply.text)
        return .send(
            call("/v1/chat/send/message", body: JSONText.bytes(message), label: "ozon message"))
    }

    package func classify(_ outcome: HTTPOutcome) -> SendVerdict {
        switch outcome {
        case .failure(let failure): SendVerdict(failure)
        case .success(let answer): Self.classify(answer)
        }
    }

    /// One file, in one message of its own.
    package func sendFile(_ bytes: [UInt8], name: String, conversation: String) -> HTTPCall {
        let file = File(
            base64_content: Data(bytes).base64EncodedString(), chat_id: conversation, name: name)
        return call("/v1/chat/send/file", body: JSONText.bytes(file), label: "ozon file")
    }

    /// Opens the chat about a posting, where the platform lets the shop begin.
    package func start(posting: String) -> HTTPCall {
        call(
            "/v1/chat/start", body: JSONText.bytes(Posting(posting_number: posting)),
            label: "ozon start")
    }

    /// The conversation's name.
    package func readStart(_ answer: HTTPAnswer) throws(SourceProblem) -> String {
        guard let id = ForeignText.id(try Self.body(answer)["result"]?["chat_id"]?.text) else {
            throw .unreadable("start without chat_id")
        }
        return id
    }

    /// Says that the shop has read a message and all before it; nil: all.
    package func markRead(_ conversation: String, upTo message: String?) -> HTTPCall {
        let read = Read(
            chat_id: conversation, from_message_id: message.flatMap { UInt64($0) })
        return call("/v2/chat/read", body: JSONText.bytes(read), label: "ozon read")
    }
}
