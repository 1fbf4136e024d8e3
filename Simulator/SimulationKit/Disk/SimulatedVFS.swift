import CSQLite
package import SkeinCRDT
import Synchronization

/// SQLite's file system for simulated disks, registered as the process's default one.
///
/// Paths below a mounted disk's folder are the disk's; all others go to the file system that was
/// the default before, so that real databases can be open in the same process. Files without a name
/// (SQLite's temporary ones) live in memory. Time and chance that SQLite itself asks for are the
/// whole process's, because SQLite asks for them without naming a file.
package enum SimulatedVFS {
    private static let diskByMountPath = Mutex<[String: SimulatedDisk]>([:])
    private static let random = Mutex(SplitMix64(seed: 0))
    private static let clock = Mutex<(@Sendable () -> WallTime)?>(nil)

    /// Registers the file system where that has not been done; before the first simulated database
    /// is opened. Connections that are open keep theirs.
    package static func register() {
        precondition(registration == SQLITE_OK, "SQLite refuses no file system of version 2")
    }

    /// From now on all paths below the disk's mount path are on it. Registers if need be.
    ///
    /// - Precondition: nothing else is mounted there.
    package static func mount(_ disk: SimulatedDisk) {
        register()
        let previous = diskByMountPath.withLock { $0.updateValue(disk, forKey: disk.mountPath) }
        precondition(previous == nil, "two disks at \(disk.mountPath)")
    }

    /// Open files of the disk stay usable.
    package static func unmount(_ disk: SimulatedDisk) {
        diskByMountPath.withLock { $0[disk.mountPath] = nil }
    }

    /// Starts SQLite's chance anew (salts of logs, nonces of journals): for the whole process, so
    /// only runs that have it to themselves repeat to the byte. Digests of events leave those bytes
    /// out and repeat in any case.
    package static func seed(_ seed: UInt64) {
        register()
        random.withLock { $0 = SplitMix64(seed: seed) }
        // Forgets what was drawn ahead.
        sqlite3_randomness(0, nil)
    }

    /// What SQLite takes for the time; nil: the real clock of the file system before.
    package static func setClock(_ now: (@Sendable () -> WallTime)?) {
        register()
        clock.withLock { $0 = now }
    }

    // MARK: What the callbacks ask

    /// The disk of an absolute path, and the path on it; the innermost mount counts.
    static func place(of path: String) -> (disk: SimulatedDisk, path: String)? {
        let disk = diskByMountPath.withLock { disks in
            guard !disks.isEmpty else { return nil as SimulatedDisk? }
            var folder = path[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                if let disk = disks[String(folder)] { return disk }
            }
            return nil
        }
        guard let disk, let relative = disk.relative(path) else { return nil }
        return (disk, relative)
    }

    static func draw(_ count: Int) -> [UInt8] {
        random.withLock { random in
            (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
    }

    /// Milliseconds since noon of 24 November 4714 BC, as SQLite counts; nil: not simulated.
    static func julianMilliseconds() -> Int64? {
        clock.withLock { $0 }.map { $0().milliseconds + julianMillisecondsOf1970 }
    }

    private static let julianMillisecondsOf1970: Int64 = 210_866_760_000_000

    // SQLite's own, made before `main` is far along, never changed or freed: any thread may use it.
    nonisolated(unsafe) static let previous: UnsafeMutablePointer<sqlite3_vfs> = {
        guard let found = sqlite3_vfs_find(nil) else {
            preconditionFailure("SQLite on Linux comes with a file system")
        }
        return found
    }()

    private static let registration: Int32 = {
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        // Loading of extensions stays as it was.
        vfs.initialize(to: previous.pointee)
        setCallbacks(&vfs.pointee)
        return sqlite3_vfs_register(vfs, 1)
    }()
}
