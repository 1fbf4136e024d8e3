import SkeinCRDT

extension Batch {
    /// How many of these operations, from the first one on, fit into one batch together with their
    /// texts; 0 only for none, or where the first alone is too large.
    ///
    /// All entities are counted as new ones, the longest way to name them.
    ///
    /// - Parameter contents: the texts to go along, each once; others that operations refer to are
    ///   in the log already.
    package static func prefixThatFits(
        _ operations: [Operation], contents: [Content]
    ) throws -> Int {
        var fitting = 0
        var above = fittingByContents(operations, contents) + 1
        // Most often all of them fit: asked first, then the bound is halved.
        var asked = above - 1
        while above - fitting > 1 {
            if try fits(Array(operations.prefix(asked)), contents) {
                fitting = asked
            } else {
                above = asked
            }
            asked = (fitting + above) / 2
        }
        return fitting
    }

    /// The texts that these operations refer to, in the order given.
    package static func contents(
        for operations: some Sequence<Operation>, of contents: [Content]
    ) -> [Content] {
        let wanted = Set(operations.flatMap(\.contents))
        return contents.filter { wanted.contains($0.hash) }
    }

    /// A first bound, by numbers and the texts' lengths alone, in one pass.
    private static func fittingByContents(_ operations: [Operation], _ contents: [Content]) -> Int {
        var lengthByHash: [ContentHash: Int] = [:]
        for content in contents { lengthByHash[content.hash] = content.encoded().count }
        var records = 1
        var bytes = 0
        for (index, operation) in operations.prefix(BatchLimits.operationsMax).enumerated() {
            for hash in operation.contents {
                guard let length = lengthByHash.removeValue(forKey: hash) else { continue }
                guard length <= BatchLimits.plainBytesMax else { return index }
                records += 1
                bytes += RecordSeal.sealedLength(plain: length)
            }
            guard records <= BatchLimits.recordCounts.upperBound,
                bytes <= BatchLimits.recordBytesTotalMax
            else { return index }
        }
        return min(operations.count, BatchLimits.operationsMax)
    }

    private static func fits(_ operations: [Operation], _ contents: [Content]) throws -> Bool {
        let structure: [UInt8]
        do {
            structure = try StructureRecord.encode(operations) { _ in nil }
        } catch StructureError.size {
            return false
        }
        guard structure.count <= BatchLimits.plainBytesMax else { return false }
        let texts = Self.contents(for: operations, of: contents).reduce(0) {
            $0 + RecordSeal.sealedLength(plain: $1.encoded().count)
        }
        return RecordSeal.sealedLength(plain: structure.count) + texts
            <= BatchLimits.recordBytesTotalMax
    }
}
