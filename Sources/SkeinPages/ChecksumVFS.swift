import CSQLite

/// SQLite's file system with a checksum in each page of a database: written with the page, compared
/// at each reading, so that bytes which change on the disk are an error before anybody uses them.
///
/// SQLite's own checks pass a changed text. Lies over whatever is the process's default file system
/// when a file is opened, and is itself never the default: databases ask for it by name. Pages are
/// as sqlite.org/cksumvfs.html describes them; see `LogFrames` for the write-ahead log.
package enum ChecksumVFS {
    private static let name: StaticString = "skein-checksums"

    /// Reads 1 where the pages of the open database have checksums, 0 where not.
    package static let pragma = "checksum_verification"

    /// Of a connection that finds a page damaged: `SQLITE_IOERR_DATA`.
    package static let damagedCode = ChecksumFile.damaged

    /// What SQLite opens in place of a path; registers the file system where need be.
    ///
    /// - Returns: nil where this SQLite understands no URIs.
    package static func uri(_ path: String) -> String? {
        guard registration == SQLITE_OK, sqlite3_compileoption_used("USE_URI") != 0 else {
            return nil
        }
        let escaped = path.replacing("%", with: "%25").replacing("?", with: "%3f")
            .replacing("#", with: "%23")
        return "file:\(escaped)?vfs=\(name)"
    }

    /// Has pages written with checksums: of a database that holds nothing yet from its first write
    /// on, of another one from its next `VACUUM` on.
    package static func reserve(_ connection: OpaquePointer?) -> Bool {
        var bytes = Int32(PageChecksum.length)
        return sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes)
            == SQLITE_OK
    }

    private static let registration: Int32 = {
        guard let below = sqlite3_vfs_find(nil) else { return SQLITE_ERROR }
        let vfs = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        // Loading of extensions stays as it was.
        vfs.initialize(to: below.pointee)
        vfs.pointee.iVersion = 2
        vfs.pointee.szOsFile = Int32(ChecksumFile.bytesInSQLite)
        vfs.pointee.pNext = nil
        vfs.pointee.zName =
            UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        vfs.pointee.pAppData = nil
        setFileCallbacks(&vfs.pointee)
        setOtherCallbacks(&vfs.pointee)
        return sqlite3_vfs_register(vfs, 0)
    }()

    /// The default one: a simulator may have put its own there since.
    private static var below: UnsafeMutablePointer<sqlite3_vfs> {
        guard let found = sqlite3_vfs_find(nil) else {
            preconditionFailure("SQLite on Linux comes with a file system")
        }
        return found
    }

    private static func setFileCallbacks(_ vfs: inout sqlite3_vfs) {
        vfs.xOpen = { _, name, file, flags, outFlags in
            guard let file else { return SQLITE_CANTOPEN }
            file.pointee.pMethods = nil
            return ChecksumVFS.open(name, file, flags, outFlags)
        }
        vfs.xDelete = { _, name, syncsFolder in
            let below = ChecksumVFS.below
            return below.pointee.xDelete(below, name, syncsFolder)
        }
        vfs.xAccess = { _, name, flags, answer in
            let below = ChecksumVFS.below
            return below.pointee.xAccess(below, name, flags, answer)
        }
        vfs.xFullPathname = { _, name, room, out in
            let below = ChecksumVFS.below
            return below.pointee.xFullPathname(below, name, room, out)
        }
    }

    private static func setOtherCallbacks(_ vfs: inout sqlite3_vfs) {
        vfs.xRandomness = { _, count, out in
            let below = ChecksumVFS.below
            return below.pointee.xRandomness(below, count, out)
        }
        vfs.xSleep = { _, microseconds in
            let below = ChecksumVFS.below
            return below.pointee.xSleep(below, microseconds)
        }
        vfs.xCurrentTime = { _, out in
            let below = ChecksumVFS.below
            return below.pointee.xCurrentTime(below, out)
        }
        vfs.xCurrentTimeInt64 = { _, out in
            let below = ChecksumVFS.below
            return below.pointee.xCurrentTimeInt64(below, out)
        }
        vfs.xGetLastError = { _, room, out in
            let below = ChecksumVFS.below
            return below.pointee.xGetLastError(below, room, out)
        }
    }

    private static func open(
        _ name: UnsafePointer<CChar>?, _ file: UnsafeMutablePointer<sqlite3_file>, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let below = Self.below
        let bytes = Int(below.pointee.szOsFile)
        let room = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 16)
        room.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        let base = room.assumingMemoryBound(to: sqlite3_file.self)
        let result = below.pointee.xOpen(below, name, base, flags, outFlags)
        guard result == SQLITE_OK else {
            // Methods after a failure: the file wants to be closed all the same.
            if base.pointee.pMethods != nil { _ = base.pointee.pMethods.pointee.xClose(base) }
            room.deallocate()
            return result
        }
        let role: ChecksumFile.Role =
            if flags & SQLITE_OPEN_MAIN_DB != 0 { .database } else if flags & SQLITE_OPEN_WAL != 0 {
                .log
            } else { .other }
        ChecksumFile(base, role).install(in: file)
        return SQLITE_OK
    }
}
