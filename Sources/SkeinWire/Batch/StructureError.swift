/// Why bytes are no structure record. Each makes the content of the batch void for everybody.
package enum StructureError: Error, Hashable {
    case bytes(WireError)
    case codec(UInt8)
    /// The stated size is over the limit, or not what follows.
    case size(UInt64)
    case operationCount(UInt64)
    /// A dictionary lists something twice, or something that no operation uses.
    case dictionary
    /// A reference to a dictionary's entry that is not there.
    case index(UInt64)
    /// A run that is empty, too long, or goes on with the value of the one before.
    case run
    case entityID
    /// A reference to an entity that is not in the log.
    case entityUnknown(device: UInt64, counter: UInt64)
    case name
    case value
    /// No such kind of operation, or an act whose arguments are no list.
    case kind(UInt8)
    /// Zero, not above the one before, or beyond 64 bits.
    case counter
    /// Outside 48 bits of milliseconds or 16 of counter.
    case stamp
}
