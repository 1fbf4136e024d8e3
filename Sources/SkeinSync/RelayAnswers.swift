package import SkeinTransport
package import SkeinWire

/// What a relay's answer says, once it is certain that a relay gave it.
package enum RelayReply<Content: Sendable>: Sendable {
    case done(Content)
    /// The relay refuses; the code is one of its documented error codes.
    case refused(status: Int, code: String, detail: String)
    /// Something else answers at the relay's address (a captive portal, a proxy).
    case notTheRelay
    /// No answer.
    case unreachable(HTTPFailure)
    /// The answer breaks the format; it has no effect.
    case malformed(String)
}

/// What the relay's answers bring: first whether a relay gave it, then its bytes, read by the
/// wire's own decoders.
package enum RelayAnswers {
    package static func identity(_ outcome: HTTPOutcome) -> RelayReply<RelayIdentity> {
        read(outcome) { body in
            let map = try CBOR.decode(body)
            guard map["service"]?.asText == "skein-relay", map["version"]?.asUInt64 == 1,
                let name = map["name"]?.asText, let key = map["key"]?.asText,
                let cosign = map["cosign"]?.asText
            else { throw AnswerFormatError(what: "the relay's identity") }
            return RelayIdentity(name: name, key: key, cosignKey: cosign)
        }
    }

    package static func entries(_ outcome: HTTPOutcome) -> RelayReply<LogPage> {
        read(outcome) { body in
            let page = try LogPage.decode(body)
            guard page.items.count <= RelayCalls.entriesMax else {
                throw AnswerFormatError(what: "the number of entries")
            }
            for item in page.items { try checkRecords(of: item) }
            return page
        }
    }

    /// The log's root does not cover records, only the root of them that stands in their header:
    /// others are no verdict on the batch, but an answer that is not to be believed.
    private static func checkRecords(of item: LogPage.Item) throws {
        guard let batch = item.batch else {
            guard item.records.isEmpty else {
                throw AnswerFormatError(what: "records of no batch")
            }
            return
        }
        // A header that cannot be read is the log's to judge.
        guard (try? BatchHeader.decode(batch.header)) != nil else { return }
        try batch.checkRecords()
    }

    package static func receipt(_ outcome: HTTPOutcome) -> RelayReply<AppendAnswer> {
        read(outcome) { try AppendAnswer.decode($0) }
    }

    package static func joins(_ outcome: HTTPOutcome) -> RelayReply<JoinList> {
        read(outcome) { try JoinList.decode($0) }
    }

    package static func nothing(_ outcome: HTTPOutcome) -> RelayReply<Void> {
        read(outcome) { _ in }
    }

    // MARK: Common parts

    private static func read<Content>(
        _ outcome: HTTPOutcome, _ decode: ([UInt8]) throws -> Content
    ) -> RelayReply<Content> {
        let answer: HTTPAnswer
        switch outcome {
        case .failure(let failure): return .unreachable(failure)
        case .success(let success): answer = success
        }
        guard answer.header("skein-relay") == "1" else { return .notTheRelay }
        guard answer.status == 200 else {
            let map = try? CBOR.decode(answer.body)
            return .refused(
                status: answer.status, code: map?["error"]?.asText ?? "unknown",
                detail: map?["detail"]?.asText ?? "")
        }
        do {
            return .done(try decode(answer.body))
        } catch {
            return .malformed(String(describing: error))
        }
    }
}

/// An answer that has another form than the interface says.
struct AnswerFormatError: Error, Hashable {
    let what: String
}
