package import SkeinCRDT

/// Where an author's chain of batches stands after its last valid one.
package struct AuthorHead: Hashable, Sendable {
    /// The chain of an author without a valid batch.
    package static let none = AuthorHead(
        seq: 0, headerHash: BatchHeader.noPrevious, seenSize: 0,
        highest: HybridTime(milliseconds: 0, counter: 0), index: 0, time: 0)

    package let seq: UInt64
    /// SHA-256 of its header: the batch id.
    package let headerHash: [UInt8]
    package let seenSize: UInt64
    /// The highest stamp in any of its valid batches, by their headers.
    package let highest: HybridTime
    /// The log index of its last valid batch.
    package let index: UInt64
    /// t_log of that entry, milliseconds: leases count from it.
    package let time: UInt64
}

extension AuthorHead {
    var cbor: CBOR {
        .record([
            "seq": .unsigned(seq), "header": .bytes(headerHash), "seen": .unsigned(seenSize),
            "ms": .unsigned(highest.milliseconds), "counter": .unsigned(UInt64(highest.counter)),
            "index": .unsigned(index), "time": .unsigned(time),
        ])
    }

    init(cbor: CBOR) throws(FormatError) {
        let fields = try CBORFields(
            cbor, ["seq", "header", "seen", "ms", "counter", "index", "time"])
        seq = try fields.unsigned("seq")
        headerHash = try fields.bytes("header", count: 32)
        seenSize = try fields.unsigned("seen")
        highest = HybridTime(
            milliseconds: try fields.unsigned("ms", max: HybridTime.millisecondsMax),
            counter: UInt16(try fields.unsigned("counter", max: UInt64(UInt16.max))))
        index = try fields.unsigned("index")
        time = try fields.unsigned("time")
    }
}
