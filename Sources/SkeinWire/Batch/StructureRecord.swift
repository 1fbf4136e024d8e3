package import SkeinCRDT

/// The operations of a batch, all by one author, as columns.
///
/// Plaintext of record 0:
///
/// | bytes | field |
/// | --- | --- |
/// | 1 | codec: 0 stored, 1 zstd (one frame that states its content size) |
/// | varint | bytes of the columns, up to 1 MiB |
/// | rest | the columns, or their frame |
///
/// The columns are canonical: one list of operations, with the same entities known, has one
/// encoding. The byte table is in docs/wire-format.md; `columns()` and `parse` follow its order.
package struct StructureRecord: Sendable {
    /// How a batch names an entity.
    package enum EntityName: Hashable, Sendable {
        /// One that is new to the log.
        case id(EntityID)
        /// One that is in the log: its first operation there.
        case first(Dot)
    }

    /// The kind of an action, with the mark of a command's first operation in bit 3.
    enum Kind: UInt8 {
        case write = 0
        case add = 1
        case remove = 2
        case fact = 3
        case act = 4

        static let startsCommand: UInt8 = 8
    }

    var entities: [EntityName] = []
    var names: [String] = []
    var values: [Value] = []

    var kinds: [UInt8] = []
    var counters: [UInt64] = []
    var stamps: [HybridTime] = []
    var seen: [UInt64] = []
    var entityPlaces: [Int] = []
    var namePlaces: [Int] = []
    var valuePlaces: [Int] = []

    var count: Int { kinds.count }

    init() {}

    /// The plaintext of a batch's first record.
    ///
    /// - Parameter known: the first operation of an entity that is in the log below the seen size.
    package static func encode(
        _ operations: [Operation], known: (EntityID) throws -> Dot?
    ) throws -> [UInt8] {
        pack(try StructureRecord(operations, known: known).columns())
    }

    /// The operations of device `device`, whose records name known entities by their first dot.
    package static func decode(
        _ plain: [UInt8], device: DeviceNumber, resolve: (Dot) throws -> EntityID?
    ) throws -> [Operation] {
        try parse(try unpack(plain)).operations(device: device, resolve: resolve)
    }
}
