import SkeinCRDT
import SkeinWire

extension TestWorkspace {
    static func write(_ counter: UInt64, _ value: Value) -> Operation {
        Operation(
            dot: Dot(device: DeviceNumber(0), counter: counter),
            stamp: HybridTime(milliseconds: startTime, counter: 0), seen: 1, startsCommand: true,
            action: .write(EntityID([1]), field: "f", value))
    }

    mutating func seal(
        _ operations: [Operation], _ contents: [Content]
    ) throws -> SealedBatch {
        try Batch.seal(
            operations: operations, contents: contents, known: { _ in nil },
            context: SealContext(after: state, keys: founder, epochKey: epochKey), random: &random)
    }

    /// A batch of the founder with one text.
    mutating func batch(with content: Content) throws -> SealedBatch {
        try seal([Self.write(1, .content(content.hash))], [content])
    }

    @discardableResult
    func open(_ batch: SealedBatch, lastCounter: UInt64 = 0) throws -> OpenedBatch {
        try Batch.open(
            batch, epochKey: epochKey, device: DeviceNumber(0), lastCounter: lastCounter
        ) { _ in nil }
    }

    /// Whether a device would take these bytes for a batch that may be logged next.
    func accepts(_ bytes: [UInt8]) -> Bool {
        guard let batch = try? SealedBatch.decode(bytes),
            check(batch.entry(at: state.lastTime)) == .valid
        else { return false }
        return (try? open(batch)) != nil
    }
}

extension SealedBatch {
    /// Other records under a header that fits them.
    func withRecords(_ records: [[UInt8]]) throws -> SealedBatch {
        var header = try BatchHeader.decode(header)
        header.recordCount = UInt32(records.count)
        header.recordsRoot = Merkle.root(of: records.map(Merkle.leafHash))
        header.recordBytes = UInt32(records.reduce(0) { $0 + $1.count })
        return SealedBatch(header: header.encoded(), signature: signature, records: records)
    }
}

extension Operation {
    /// The same operation with another `seen`.
    func seeing(_ size: UInt64) -> Operation {
        Operation(
            dot: dot, stamp: stamp, seen: size, startsCommand: startsCommand, action: action)
    }
}
