/// Why a call to a simulated disk failed.
enum DiskError: Error, Hashable, Sendable {
    /// `EIO`, by a fault.
    case failed
    /// `ENOSPC`.
    case full
    case missing
    case exists
    /// The process has ended: the disk is down, or the handle belongs to an earlier process.
    case ended
}
