package import SkeinTransport

extension YandexAdapter {
    private struct Message: Encodable { let message: String }

    private struct Start: Encodable {
        struct Context: Encodable {
            let id: Int64
            let type: String
        }

        let context: Context
    }

    /// What a chat can be begun about; others only buyers begin.
    package enum Subject: String, Sendable {
        case order = "ORDER"
        case claim = "RETURN"
    }

    package func send(_ reply: OutgoingReply, prepared: [HTTPAnswer]) -> SendStep {
        guard rules.allows(reply.text) else {
            return .stop(.rejected(reason: "text is empty or too long", stopsSource: false))
        }
        if let tokenFault { return .stop(.rejected(reason: tokenFault, stopsSource: true)) }
        return .send(
            call(
                "POST", "/chats/message?chatId=\(Percent.encode(reply.conversation))",
                body: JSONText.bytes(Message(message: reply.text)), label: "ym message"))
    }

    package func classify(_ outcome: HTTPOutcome) -> SendVerdict {
        switch outcome {
        case .failure(let failure): SendVerdict(failure)
        case .success(let answer): Self.classify(answer)
        }
    }

    /// One file, in one message of its own.
    package func sendFile(
        _ bytes: [UInt8], name: String, conversation: String, attempt: String
    ) -> HTTPCall {
        let form = MultipartForm(file: bytes, field: "file", name: name, boundarySeed: attempt)
        var call = call(
            "POST", "/chats/file/send?chatId=\(Percent.encode(conversation))", body: [],
            label: "ym file")
        call.headers.append(HTTPHeader("Content-Type", form.contentType))
        call.body = form.body
        return call
    }

    /// Opens the chat about an order or a return; a chat that is there already is given again.
    package func start(_ subject: Subject, _ id: Int64) -> HTTPCall {
        let start = Start(context: Start.Context(id: id, type: subject.rawValue))
        return call("POST", "/chats/new", body: JSONText.bytes(start), label: "ym start")
    }

    /// The conversation's name.
    package func readStart(_ answer: HTTPAnswer) throws(SourceProblem) -> String {
        guard let id = try Self.result(answer)["chatId"]?.integer, id > 0 else {
            throw .unreadable("start without chatId")
        }
        return String(id)
    }
}
