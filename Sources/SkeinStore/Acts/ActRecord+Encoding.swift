package import SkeinWire

// An act at rest and in the digest: one deterministic CBOR map (RFC 8949 §4.2.1) with the keys
// below; absent optional values are null. Log times are ms.
//
// | key | value |
// | --- | --- |
// | id, lane, resource | bytes, 1 to 32 |
// | author | device number |
// | index, position, time | place and log time of the wish |
// | basis | bytes or null |
// | text, version | content hash, number |
// | attempt, since, ambiguous | numbers |
// | state | list: name, then what the case carries |
// | intents | list of intents |
// | late | evidence or null |
// | double | bool |
extension ActRecord {
    package func encoded() -> [UInt8] { cbor.encoded() }

    package static func decode(_ bytes: [UInt8]) throws(ActDecodingError) -> ActRecord {
        let value: CBOR
        do { value = try CBOR.decode(bytes) } catch { throw .notCBOR(error) }
        guard let act = ActRecord(cbor: value) else { throw .wrongForm }
        return act
    }

    package var cbor: CBOR {
        .record([
            "id": .bytes(id.bytes), "lane": .bytes(lane.bytes),
            "resource": .bytes(resource.bytes), "author": author.cbor,
            "index": .unsigned(index), "position": .unsigned(UInt64(position)),
            "time": .unsigned(time), "basis": .optional(basis.map { .bytes($0.bytes) }),
            "text": .bytes(text.bytes), "version": .unsigned(textVersion),
            "attempt": .unsigned(attempt), "since": .unsigned(tryingSince),
            "ambiguous": .unsigned(ambiguousAttempts), "state": state.cbor,
            "intents": .array(intents.map(\.cbor)), "late": .optional(late?.cbor),
            "double": .bool(possibleDouble),
        ])
    }

    private init?(cbor: CBOR) {
        guard let id = cbor["id"]?.entity, let lane = cbor["lane"]?.entity,
            let resource = cbor["resource"]?.entity, let author = cbor["author"]?.device,
            let index = cbor["index"]?.asUInt64, let place = cbor["position"]?.asUInt64,
            let position = UInt32(exactly: place), let time = cbor["time"]?.asUInt64,
            let text = cbor["text"]?.contentHash, let version = cbor["version"]?.asUInt64,
            let attempt = cbor["attempt"]?.asUInt64, let since = cbor["since"]?.asUInt64,
            let ambiguous = cbor["ambiguous"]?.asUInt64,
            let state = cbor["state"].flatMap(ActState.init(cbor:)),
            let list = cbor["intents"]?.asArray, let double = cbor["double"]?.asBool,
            let basis = cbor["basis"]?.maybe(\.entity),
            let late = cbor["late"]?.maybe({ ActEvidence(cbor: $0) })
        else { return nil }
        let intents = list.compactMap { ActIntent(cbor: $0) }
        guard intents.count == list.count else { return nil }
        self.init(
            id: id, lane: lane, resource: resource, author: author, index: index,
            position: position, time: time, basis: basis, text: text, textVersion: version,
            attempt: attempt, state: state, tryingSince: since, ambiguousAttempts: ambiguous,
            intents: intents, late: late, possibleDouble: double)
    }
}
