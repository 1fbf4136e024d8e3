import CSQLite

/// What stands behind one open file of SQLite's: a file of a simulated disk, or a nameless one.
final class SQLiteFile {
    enum Place {
        case disk(SimulatedDisk, DiskHandle)
        /// Sorting and statement journals; gone when closed, so no disk needs to hold them.
        case memory(DiskFile)
    }

    private var place: Place
    /// A new journal's name must be durable before the database may rely on it; SQLite leaves that
    /// to the journal's first sync, as its own file system for Unix does.
    private var syncsFolder: Bool
    private let deletesOnClose: Bool

    init(_ place: Place, syncsFolder: Bool = false, deletesOnClose: Bool = false) {
        self.place = place
        self.syncsFolder = syncsFolder
        self.deletesOnClose = deletesOnClose
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
        let bytes: [UInt8]
        switch place {
        case .memory(let file): bytes = file.read(at: offset, count: buffer.count)
        case .disk(let disk, let handle):
            do throws(DiskError) {
                bytes = try Self.readOn(disk, handle, at: offset, count: buffer.count)
            } catch {
                return SQLiteResult.of(error, failed: SQLiteResult.read)
            }
        }
        bytes.withUnsafeBytes { buffer.copyMemory(from: $0) }
        guard bytes.count < buffer.count else { return SQLiteResult.ok }
        // SQLite counts on zeros behind the end.
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[bytes.count...])
        rest.initializeMemory(as: UInt8.self, repeating: 0)
        return SQLiteResult.shortRead
    }

    /// As SQLite's own file system for Unix, asks on after a short answer until there is nothing
    /// more: only the end of the file is short for SQLite, which takes zeros for what is missing.
    private static func readOn(
        _ disk: SimulatedDisk, _ handle: DiskHandle, at offset: Int, count: Int
    ) throws(DiskError) -> [UInt8] {
        var bytes = try disk.read(handle, at: offset, count: count)
        while !bytes.isEmpty, bytes.count < count {
            let more = try disk.read(
                handle, at: offset + bytes.count, count: count - bytes.count)
            guard !more.isEmpty else { break }
            bytes += more
        }
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int) -> Int32 {
        change(failed: SQLiteResult.write, memory: { $0.write(bytes, at: offset) }) {
            (disk, handle) throws(DiskError) in
            try disk.write(bytes, to: handle, at: offset)
        }
    }

    func truncate(to size: Int) -> Int32 {
        change(failed: SQLiteResult.truncate, memory: { $0.truncate(to: size) }) {
            (disk, handle) throws(DiskError) in
            try disk.truncate(handle, to: size)
        }
    }

    func sync() -> Int32 {
        guard case .disk(let disk, let handle) = place else { return SQLiteResult.ok }
        let result = SQLiteResult.of(failed: SQLiteResult.sync) { () throws(DiskError) in
            try disk.sync(handle)
        }
        guard result == SQLiteResult.ok, syncsFolder else { return result }
        return SQLiteResult.of(failed: SQLiteResult.syncFolder) { () throws(DiskError) in
            try disk.syncFolder(of: handle.path)
            syncsFolder = false
        }
    }

    func size(_ size: inout Int64) -> Int32 {
        switch place {
        case .memory(let file):
            size = Int64(file.cached.count)
            return SQLiteResult.ok
        case .disk(let disk, let handle):
            return SQLiteResult.of(failed: SQLiteResult.size) { () throws(DiskError) in
                size = Int64(try disk.size(handle))
            }
        }
    }

    func lock(_ level: Int32) -> Int32 {
        guard case .disk(let disk, let handle) = place else { return SQLiteResult.ok }
        do throws(DiskError) {
            return try disk.lock(handle, level: level) ? SQLiteResult.ok : SQLiteResult.busy
        } catch {
            return SQLiteResult.ioError
        }
    }

    func unlock(_ level: Int32) -> Int32 {
        if case .disk(let disk, let handle) = place { disk.unlock(handle, level: level) }
        return SQLiteResult.ok
    }

    func isReserved(_ answer: inout Int32) -> Int32 {
        answer = 0
        guard case .disk(let disk, let handle) = place else { return SQLiteResult.ok }
        return SQLiteResult.of(failed: SQLiteResult.ioError) { () throws(DiskError) in
            answer = try disk.isReserved(handle) ? 1 : 0
        }
    }

    func close() -> Int32 {
        guard case .disk(let disk, let handle) = place else { return SQLiteResult.ok }
        disk.close(handle)
        guard deletesOnClose else { return SQLiteResult.ok }
        return SQLiteResult.of(failed: SQLiteResult.delete) { () throws(DiskError) in
            try disk.remove(handle.path)
        }
    }

    private func change(
        failed: Int32, memory: (inout DiskFile) -> Void,
        disk change: (SimulatedDisk, DiskHandle) throws(DiskError) -> Void
    ) -> Int32 {
        switch place {
        case .memory(var file):
            memory(&file)
            // Nobody loses power over it: what it holds is held.
            file.sync()
            place = .memory(file)
            return SQLiteResult.ok
        case .disk(let disk, let handle):
            return SQLiteResult.of(failed: failed) { () throws(DiskError) in
                try change(disk, handle)
            }
        }
    }
}
