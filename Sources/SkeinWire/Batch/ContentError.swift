package import SkeinCRDT

/// Why a batch could not be opened.
package enum ContentError: Error, Hashable {
    /// The records are not those of the header: they came damaged, or the relay lies. The same
    /// batch from elsewhere may be right, so this is no verdict.
    case records(FormatError)
    /// The structure record does not open under the epoch's key.
    case seal
    case structure(StructureError)
    /// The header names another highest stamp.
    case highestStamp
    /// An operation that claims to have seen more than its batch.
    case seenAhead(Dot)
    /// Counters that do not go on above the author's last one.
    case counterNotAbove(UInt64)

    /// Whether the content is void for everybody, for ever.
    package var isVerdict: Bool {
        if case .records = self { false } else { true }
    }
}
