package import SkeinCRDT

/// Why operations cannot be sealed: a mistake of the caller, or too many at once.
package enum SealError: Error, Hashable {
    /// An operation whose `seen` is above the seen size of the batch.
    case seenAhead(Dot)
    case foreignOperation(Dot)
    /// A content that no operation of the batch refers to, or that is given twice.
    case contentNotUsed(ContentHash)
    case textTooLong(Int)
    case structureTooLong(Int)
    case tooManyRecords(Int)
    case tooManyBytes(Int)
}

extension Batch {
    /// Seals operations of one device and the texts they refer to.
    ///
    /// - Parameter contents: each once; texts that operations refer to may be left out where they
    ///   lie in earlier batches.
    /// - Parameter known: the first operation of an entity that is in the log below the seen size.
    /// - Throws: `SealError`, `StructureError`, or what `known` throws.
    package static func seal(
        operations: [Operation], contents: [Content], known: (EntityID) throws -> Dot?,
        context: SealContext, random: inout some RandomNumberGenerator
    ) throws -> SealedBatch {
        try check(operations, contents, seenSize: context.seenSize)
        let structure = try StructureRecord.encode(operations, known: known)
        guard structure.count <= BatchLimits.plainBytesMax else {
            throw SealError.structureTooLong(structure.count)
        }
        var header = BatchHeader(context, highest: operations.map(\.stamp).max())
        let seal = RecordSeal(header: header, epochKey: context.epochKey)
        let plain = [structure] + contents.map { $0.encoded() }
        let records = plain.enumerated().map { number, plain in
            seal.seal(plain, number: number, nonce: random.bytes(RecordSeal.nonceLength))
        }
        try header.describe(records)
        let bytes = header.encoded()
        return SealedBatch(
            header: bytes, signature: context.keys.signing.sign(bytes, label: Label.batch),
            records: records)
    }

    private static func check(
        _ operations: [Operation], _ contents: [Content], seenSize: UInt64
    ) throws(SealError) {
        for operation in operations {
            guard operation.seen <= seenSize else { throw .seenAhead(operation.dot) }
            guard operation.dot.device == operations[0].dot.device else {
                throw .foreignOperation(operation.dot)
            }
        }
        var wanted = Set(operations.flatMap(\.contents))
        for content in contents {
            guard wanted.remove(content.hash) != nil else {
                throw .contentNotUsed(content.hash)
            }
            guard content.text.count <= BatchLimits.textBytesMax else {
                throw .textTooLong(content.text.count)
            }
        }
        guard BatchLimits.recordCounts.contains(contents.count + 1) else {
            throw .tooManyRecords(contents.count + 1)
        }
    }
}

extension BatchHeader {
    fileprivate init(_ context: SealContext, highest: HybridTime?) {
        self.init(
            version: Self.version, flags: 0, workspace: context.workspace,
            author: context.keys.id, seq: context.seq, previous: context.previous,
            epoch: context.epoch, seenSize: context.seenSize, seenRoot: context.seenRoot,
            highest: highest ?? HybridTime(milliseconds: 0, counter: 0), recordCount: 0,
            recordsRoot: Merkle.emptyRoot, recordBytes: 0)
    }

    fileprivate mutating func describe(_ records: [[UInt8]]) throws(SealError) {
        let total = records.reduce(0) { $0 + $1.count }
        guard total <= BatchLimits.recordBytesTotalMax else { throw .tooManyBytes(total) }
        recordCount = UInt32(records.count)
        recordsRoot = Merkle.root(of: records.map(Merkle.leafHash))
        recordBytes = UInt32(total)
    }
}
