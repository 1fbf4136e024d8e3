import Foundation
import SkeinCRDT
import SkeinWire
import Testing

@testable import SkeinStore

/// A device's files as the disk, and those who lose them, see them.
extension TodoTeam {
    func journalPath(_ device: Int) -> String {
        folder(device).appending(path: PendingJournal.name).path
    }

    func journal(_ device: Int) throws -> JournalReading {
        JournalReading(try StoreFile.bytes(journalPath(device)))
    }

    /// Has the journal written, as a driver does once a second.
    func flush(_ device: Int, at seconds: Int64 = 0) throws {
        try store(device).flushJournal(now: MonotonicTime(milliseconds: seconds * 1_000))
    }

    func unsent(_ device: Int) throws -> [SkeinWire.Operation] {
        try store(device).unsent().operations
    }

    /// Puts the database aside and begins another one with the same identity.
    ///
    /// - Returns: where the old one is now.
    @discardableResult
    func beginRebuild(_ device: Int, as id: DeviceID) throws -> String? {
        close(device)
        let aside = try ReplicaStore.setAside(folder: folder(device))
        let workspace = try #require(try store(device == 0 ? 1 : 0).log?.workspace)
        try store(device).beginRebuild(workspace: workspace, device: id)
        return aside
    }

    /// The same, and the log and the journal are taken in.
    @discardableResult
    func rebuild(_ device: Int, as id: DeviceID) throws -> RebuildReport {
        try beginRebuild(device, as: id)
        try pull(device)
        return try #require(try store(device).finishRebuild())
    }

    func id(of device: Int) throws -> DeviceID { try #require(try store(device).device) }
}
