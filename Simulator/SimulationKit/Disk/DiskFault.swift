/// What a simulated disk can do to its users; counted by class when it happens.
package enum DiskFault: String, CaseIterable, Hashable, Comparable, Sendable {
    /// A write or truncation fails with `EIO`; some first sectors of a write may have been stored.
    case writeError
    /// A read fails with `EIO`.
    case readError
    /// A read ends early.
    case shortRead
    /// A sync fails with `EIO` once; what was not synced is gone, and the next sync succeeds.
    case syncError
    /// No room (`ENOSPC`); what still fitted may have been stored.
    case full
    /// Bytes change by themselves.
    case bitRot
    /// A write is stored, and acknowledged, at another place of its file.
    case misdirectedWrite
    /// A write is acknowledged and never stored.
    case lostWrite
    /// The process ends before a call; all its further calls fail.
    case crash
    /// The process ended; the kernel keeps what it wrote.
    case processEnd
    /// The machine lost its power.
    case powerLoss
    /// By a power loss: an unsynced sector never reached the platter.
    case lostSector
    /// By a power loss: an unsynced sector did, though one written earlier to its file did not.
    case reorderedSector
    /// By a power loss: a sector was half written.
    case tornSector
    /// By a power loss: a name that was made, moved or removed is as it was before.
    case lostName

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The calls that a rate or an armed fault of this class can hit.
    func hits(_ kind: DiskCall.Kind) -> Bool {
        switch self {
        case .writeError: kind == .write || kind == .truncate
        case .readError, .shortRead, .bitRot: kind == .read
        case .syncError: kind == .sync || kind == .syncFolder
        case .full, .misdirectedWrite, .lostWrite: kind == .write
        case .crash: true
        case .processEnd, .powerLoss, .lostSector, .reorderedSector, .tornSector, .lostName: false
        }
    }
}
