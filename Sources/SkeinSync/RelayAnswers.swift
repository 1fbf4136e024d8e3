package import SkeinStore
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

/// A page of the log.
package struct EntriesPage: Hashable, Sendable {
    package let note: [UInt8]
    package let entries: [PulledEntry]
}

/// What the relay says of an appended entry.
package struct AppendReceipt: Hashable, Sendable {
    package let index: UInt64
    package let time: UInt64
    package let note: [UInt8]
}

/// Decoders of the relay's answers: strict, with limits; foreign bytes never trap.
package enum RelayAnswers {
    private static let noteMax = 16_384
    private static let entryMax = 32_768
    private static let joinMax = 8_192
    private static let joinsMax: UInt32 = 64

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

    package static func entries(_ outcome: HTTPOutcome) -> RelayReply<EntriesPage> {
        read(outcome) { body in
            var reader = ByteReader(body)
            let note = try reader.prefixed(max: noteMax)
            let count = try reader.u32()
            guard count <= RelayCalls.entriesMax else {
                throw AnswerFormatError(what: "the number of entries")
            }
            var entries: [PulledEntry] = []
            for _ in 0..<count {
                let entry = try LogEntry.decode(try reader.prefixed(max: entryMax))
                var records: [[UInt8]] = []
                for _ in 0..<(try reader.u16()) {
                    records.append(try reader.prefixed(max: BatchLimits.recordBytesMax))
                }
                try checkRecords(records, of: entry)
                entries.append(PulledEntry(entry: entry, records: records))
            }
            try reader.finish()
            return EntriesPage(note: note, entries: entries)
        }
    }

    /// The log's root does not cover records, only the root of them that stands in their header:
    /// others are no verdict on the batch, but an answer that is not to be believed.
    private static func checkRecords(_ records: [[UInt8]], of entry: LogEntry) throws {
        guard case .batch(let header, let signature) = entry.body else {
            guard records.isEmpty else { throw AnswerFormatError(what: "records of no batch") }
            return
        }
        // A header that cannot be read is the log's to judge.
        guard (try? BatchHeader.decode(header)) != nil else { return }
        try SealedBatch(header: header, signature: signature, records: records).checkRecords()
    }

    package static func receipt(_ outcome: HTTPOutcome) -> RelayReply<AppendReceipt> {
        read(outcome) { body in
            var reader = ByteReader(body)
            let index = try reader.u64()
            let time = try reader.u64()
            let note = try reader.prefixed(max: noteMax)
            try reader.finish()
            return AppendReceipt(index: index, time: time, note: note)
        }
    }

    /// Pairs of invite id and request bytes.
    package static func joins(_ outcome: HTTPOutcome) -> RelayReply<[PendingJoin]> {
        read(outcome) { body in
            var reader = ByteReader(body)
            var joins: [PendingJoin] = []
            for _ in 0..<min(try reader.u32(), joinsMax) {
                let bytes = try reader.prefixed(max: joinMax)
                guard bytes.count > 32 else { throw AnswerFormatError(what: "a request to join") }
                joins.append(
                    PendingJoin(invite: Array(bytes[..<32]), request: Array(bytes[32...])))
            }
            return joins
        }
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

/// A request to join that waits in the relay's box for an owner.
package struct PendingJoin: Hashable, Sendable {
    /// SHA-256("sk1 invite" padded to 16 || secret).
    package let invite: [UInt8]
    package let request: [UInt8]
}
