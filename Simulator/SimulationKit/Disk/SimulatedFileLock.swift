import SkeinFiles
import Synchronization

/// A lock on a file of a simulated disk; the file names the holder, as a real lock's does.
final class SimulatedFileLock: FileLock {
    private let disk: SimulatedDisk
    private let place: String
    private let owner: DiskLocks.Owner

    init(disk: SimulatedDisk, path: String) throws(FileError) {
        guard let place = disk.relative(path) else { throw FileError(.missing, path: path) }
        let (owner, holder) = disk.takeLock(place)
        if let holder {
            throw FileError(
                .locked(holderPID: holder.processID), path: path,
                detail: "Resource temporarily unavailable")
        }
        self.disk = disk
        self.place = place
        self.owner = owner
        // From here on a failure lets go of the lock by `deinit`.
        do throws(DiskError) { try nameHolder() } catch { throw FileError(error, path: path) }
    }

    deinit { disk.releaseLock(place, owner) }

    private func nameHolder() throws(DiskError) {
        let handle = try disk.open(place, creates: true).handle
        defer { disk.close(handle) }
        let text = Array("\(owner.processID)\n".utf8)
        try disk.write(text, to: handle, at: 0)
        try disk.truncate(handle, to: text.count)
    }
}

extension SimulatedDisk {
    fileprivate func takeLock(
        _ place: String
    ) -> (owner: DiskLocks.Owner, holder: DiskLocks.Owner?) {
        state.withLock { state in
            let owner = DiskLocks.Owner(number: state.takeNumber(), processID: state.processID)
            return (owner, state.locks.take(place, owner))
        }
    }

    fileprivate func releaseLock(_ place: String, _ owner: DiskLocks.Owner) {
        state.withLock { $0.locks.release(place, owner) }
    }
}
