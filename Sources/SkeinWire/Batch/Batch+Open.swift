package import SkeinCRDT

extension Batch {
    /// Opens a batch whose entry is valid: the content verdict, a function of the log alone.
    ///
    /// - Parameter epochKey: the key of the header's epoch, which fitted its commitment.
    /// - Parameter device: the author's number.
    /// - Parameter lastCounter: the counter of the author's last operation in the log, else 0.
    /// - Parameter resolve: the entity whose first operation in the log this is.
    /// - Throws: `ContentError`, or what `resolve` throws.
    package static func open(
        _ batch: SealedBatch, epochKey: [UInt8], device: DeviceNumber, lastCounter: UInt64,
        resolve: (Dot) throws -> EntityID?
    ) throws -> OpenedBatch {
        let header: BatchHeader
        do {
            header = try BatchHeader.decode(batch.header)
            try batch.checkRecords()
        } catch {
            throw ContentError.records(error)
        }
        let seal = RecordSeal(header: header, epochKey: epochKey)
        guard let plain = seal.open(batch.records[0], number: 0) else { throw ContentError.seal }
        let operations: [Operation]
        do {
            operations = try StructureRecord.decode(plain, device: device, resolve: resolve)
        } catch let error as StructureError {
            throw ContentError.structure(error)
        }
        try check(operations, header, lastCounter: lastCounter)
        return OpenedBatch(
            header: header, operations: operations,
            contents: contents(of: batch, seal, wanted: Set(operations.flatMap(\.contents))))
    }

    private static func check(
        _ operations: [Operation], _ header: BatchHeader, lastCounter: UInt64
    ) throws(ContentError) {
        guard let first = operations.first, first.dot.counter > lastCounter else {
            throw .counterNotAbove(lastCounter)
        }
        for operation in operations where operation.seen > header.seenSize {
            throw .seenAhead(operation.dot)
        }
        guard operations.map(\.stamp).max() == header.highest else { throw .highestStamp }
    }

    private static func contents(
        of batch: SealedBatch, _ seal: RecordSeal, wanted: Set<ContentHash>
    ) -> [ContentHash: Content] {
        var contents: [ContentHash: Content] = [:]
        for (number, record) in batch.records.enumerated().dropFirst() {
            guard let content = seal.open(record, number: number).flatMap(Content.decode),
                wanted.contains(content.hash)
            else { continue }
            contents[content.hash] = content
        }
        return contents
    }
}
