import CSQLite

extension SimulatedVFS {
    private static let name: StaticString = "skein-simulated"

    static func setCallbacks(_ vfs: inout sqlite3_vfs) {
        // Version 2: the replaceable system calls of version 3 belong to the file system before.
        vfs.iVersion = 2
        vfs.szOsFile = max(previous.pointee.szOsFile, Int32(SQLiteFile.bytesInSQLite))
        vfs.pNext = nil
        vfs.zName = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        vfs.pAppData = nil
        setFileCallbacks(&vfs)
        setOtherCallbacks(&vfs)
    }

    private static func setFileCallbacks(_ vfs: inout sqlite3_vfs) {
        vfs.xOpen = { _, name, file, flags, outFlags in
            guard let file else { return SQLiteResult.cannotOpen }
            file.pointee.pMethods = nil
            guard let name else {
                SQLiteFile(.memory(DiskFile())).install(in: file)
                outFlags?.pointee = flags
                return SQLiteResult.ok
            }
            guard let place = SimulatedVFS.place(of: String(cString: name)) else {
                return SimulatedVFS.previous.pointee.xOpen(
                    SimulatedVFS.previous, name, file, flags, outFlags)
            }
            let result = SimulatedVFS.open(place.path, on: place.disk, file, flags)
            if result == SQLiteResult.ok { outFlags?.pointee = flags }
            return result
        }
        vfs.xDelete = { _, name, syncsFolder in
            guard let name else { return SQLiteResult.delete }
            guard let place = SimulatedVFS.place(of: String(cString: name)) else {
                return SimulatedVFS.previous.pointee.xDelete(
                    SimulatedVFS.previous, name, syncsFolder)
            }
            return SimulatedVFS.delete(place.path, on: place.disk, syncsFolder: syncsFolder != 0)
        }
        vfs.xAccess = { _, name, flags, answer in
            guard let name else { return SQLiteResult.ioError }
            guard let place = SimulatedVFS.place(of: String(cString: name)) else {
                return SimulatedVFS.previous.pointee.xAccess(
                    SimulatedVFS.previous, name, flags, answer)
            }
            if place.disk.isDown { return SQLiteResult.ioError }
            // An empty file is none, as SQLite's own file system for Unix has it.
            answer?.pointee = place.disk.contents(place.path)?.isEmpty == false ? 1 : 0
            return SQLiteResult.ok
        }
        vfs.xFullPathname = { _, name, room, out in
            guard let name, let out else { return SQLiteResult.cannotOpen }
            let path = String(cString: name)
            guard SimulatedVFS.place(of: path) != nil else {
                return SimulatedVFS.previous.pointee.xFullPathname(
                    SimulatedVFS.previous, name, room, out)
            }
            let bytes = path.utf8CString
            guard bytes.count <= Int(room) else { return SQLiteResult.cannotOpen }
            for (place, byte) in bytes.enumerated() { out[place] = byte }
            return SQLiteResult.ok
        }
    }

    private static func setOtherCallbacks(_ vfs: inout sqlite3_vfs) {
        vfs.xRandomness = { _, count, out in
            guard let out else { return 0 }
            for (place, byte) in SimulatedVFS.draw(Int(count)).enumerated() {
                out[place] = CChar(bitPattern: byte)
            }
            return count
        }
        // Virtual time passes where the world says so, not here.
        vfs.xSleep = { _, microseconds in microseconds }
        vfs.xCurrentTimeInt64 = { _, out in
            guard let now = SimulatedVFS.julianMilliseconds() else {
                return SimulatedVFS.previous.pointee.xCurrentTimeInt64(
                    SimulatedVFS.previous, out)
            }
            out?.pointee = now
            return SQLiteResult.ok
        }
        vfs.xCurrentTime = { _, out in
            guard let now = SimulatedVFS.julianMilliseconds() else {
                return SimulatedVFS.previous.pointee.xCurrentTime(
                    SimulatedVFS.previous, out)
            }
            out?.pointee = Double(now) / 86_400_000
            return SQLiteResult.ok
        }
        vfs.xGetLastError = { _, _, _ in 0 }
    }

    private static func open(
        _ path: String, on disk: SimulatedDisk, _ file: UnsafeMutablePointer<sqlite3_file>,
        _ flags: Int32
    ) -> Int32 {
        let creates = flags & SQLITE_OPEN_CREATE != 0
        let isJournal =
            flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL | SQLITE_OPEN_SUPER_JOURNAL) != 0
        return SQLiteResult.of(failed: SQLiteResult.cannotOpen) { () throws(DiskError) in
            let opened = try disk.open(
                path, creates: creates, refusesExisting: flags & SQLITE_OPEN_EXCLUSIVE != 0)
            SQLiteFile(
                .disk(disk, opened.handle), syncsFolder: isJournal && opened.isNew,
                deletesOnClose: flags & SQLITE_OPEN_DELETEONCLOSE != 0
            ).install(in: file)
        }
    }

    private static func delete(
        _ path: String, on disk: SimulatedDisk, syncsFolder: Bool
    ) -> Int32 {
        do throws(DiskError) {
            try disk.remove(path)
        } catch .missing {
            return SQLiteResult.deleteMissing
        } catch {
            return SQLiteResult.of(error, failed: SQLiteResult.delete)
        }
        guard syncsFolder else { return SQLiteResult.ok }
        return SQLiteResult.of(failed: SQLiteResult.syncFolder) { () throws(DiskError) in
            try disk.syncFolder(of: path)
        }
    }
}
