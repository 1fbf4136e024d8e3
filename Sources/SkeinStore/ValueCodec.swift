import SkeinWire

/// A value as the canonical CBOR that also travels on the wire.
enum ValueCodec {
    static func encode(_ value: Value) -> [UInt8] { value.cbor.encoded() }

    static func decode(_ bytes: [UInt8]) throws -> Value { try Value(cbor: try CBOR.decode(bytes)) }
}
