package import SkeinWire

// A lease at rest and in the digest: CBOR map {resource, holder (null once given back), index,
// time (log ms)}.
extension LeaseRecord {
    package func encoded() -> [UInt8] { cbor.encoded() }

    package var cbor: CBOR {
        .record([
            "resource": .bytes(resource.bytes), "holder": .optional(holder?.cbor),
            "index": .unsigned(index), "time": .unsigned(time),
        ])
    }

    package static func decode(_ bytes: [UInt8]) throws(ActDecodingError) -> LeaseRecord {
        let value: CBOR
        do { value = try CBOR.decode(bytes) } catch { throw .notCBOR(error) }
        guard let resource = value["resource"]?.entity,
            let holder = value["holder"]?.maybe(\.device), let index = value["index"]?.asUInt64,
            let time = value["time"]?.asUInt64
        else { throw .wrongForm }
        return LeaseRecord(resource: resource, holder: holder, index: index, time: time)
    }
}
