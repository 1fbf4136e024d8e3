import SkeinWire

/// One record of the journal of unsent edits (`pending.journal`).
///
/// | bytes | field |
/// | --- | --- |
/// | 4 | n, little-endian, at most 2^24 |
/// | n | CBOR, see below |
/// | 32 | BLAKE2b of the 4 + n bytes before |
///
/// CBOR: `[0, format, device id]` as the first record; `[1, counter, operation, [[salt, text]...]]`
/// with the operation as `OperationCodec` has it and each text that it names; `[2, [counter...]]`
/// for operations that were taken back; `[3, n]` where the database has committed its n-th
/// transaction.
enum JournalRecord: Hashable, Sendable {
    case owner(DeviceID)
    case operation(JournalOperation)
    case withdrawn([UInt64])
    case committed(UInt64)

    static let format: UInt64 = 1
    /// An operation with its texts is far smaller; a length beyond it is damage.
    static let bytesMax = 1 << 24
    private static let limits = CBORLimits(bytesMax: bytesMax, depthMax: 16, itemsMax: 1 << 20)

    func encoded() -> [UInt8] {
        let body = cbor.encoded()
        let length = UInt32(body.count)
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + body
        return bytes + BLAKE2b.hash(bytes)
    }

    private var cbor: CBOR {
        switch self {
        case .owner(let device):
            .array([.unsigned(0), .unsigned(Self.format), .bytes(device.bytes)])
        case .operation(let item):
            .array([
                .unsigned(1), .unsigned(item.counter), .bytes(item.bytes),
                .array(item.contents.map { .array([.bytes($0.salt), .bytes($0.text)]) }),
            ])
        case .withdrawn(let counters):
            .array([.unsigned(2), .array(counters.map { .unsigned($0) })])
        case .committed(let number): .array([.unsigned(3), .unsigned(number)])
        }
    }

    /// The record that begins at `offset`, and where the next one begins; nil where the bytes are
    /// not a whole record.
    static func decode(_ bytes: [UInt8], at offset: Int) -> (record: JournalRecord, end: Int)? {
        guard offset + 4 <= bytes.count else { return nil }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
        let body = offset + 4
        guard length <= bytesMax, body + length + BLAKE2b.length <= bytes.count else { return nil }
        let digest = body + length
        let end = digest + BLAKE2b.length
        guard BLAKE2b.hash(Array(bytes[offset..<digest])) == Array(bytes[digest..<end]),
            let cbor = try? CBOR.decode(Array(bytes[body..<digest]), limits: limits),
            let record = JournalRecord(cbor)
        else { return nil }
        return (record, end)
    }

    private init?(_ cbor: CBOR) {
        guard case .array(let items) = cbor, case .unsigned(let kind)? = items.first else {
            return nil
        }
        switch (kind, items.count) {
        case (0, 3):
            guard items[1].asUInt64 == Self.format,
                let device = items[2].asBytes.flatMap({ DeviceID(validating: $0) })
            else { return nil }
            self = .owner(device)
        case (1, 4):
            guard let counter = items[1].asUInt64, let bytes = items[2].asBytes,
                let contents = items[3].asArray?.map(Self.content), !contents.contains(nil)
            else { return nil }
            self = .operation(
                JournalOperation(
                    counter: counter, bytes: bytes, contents: contents.compactMap { $0 }))
        case (2, 2):
            guard let counters = items[1].asArray?.map(\.asUInt64), !counters.contains(nil) else {
                return nil
            }
            self = .withdrawn(counters.compactMap { $0 })
        case (3, 2):
            guard let number = items[1].asUInt64 else { return nil }
            self = .committed(number)
        default: return nil
        }
    }

    private static func content(_ cbor: CBOR) -> Content? {
        guard case .array(let pair) = cbor, pair.count == 2, let salt = pair[0].asBytes,
            let text = pair[1].asBytes, salt.count == Content.saltLength
        else { return nil }
        return Content(salt: salt, text: text)
    }
}

/// An own operation that the log does not hold yet, with all that is needed to record it again.
struct JournalOperation: Hashable, Sendable {
    let counter: UInt64
    /// As `OperationCodec` has it.
    let bytes: [UInt8]
    let contents: [Content]
}
