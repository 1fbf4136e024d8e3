import CSQLite

extension SQLiteFile {
    /// What SQLite allots for a file: its own part, then a reference to ours.
    static let bytesInSQLite =
        MemoryLayout<sqlite3_file>.stride + MemoryLayout<UnsafeMutableRawPointer>.stride

    /// Hands the file over to SQLite, until `xClose`.
    func install(in file: UnsafeMutablePointer<sqlite3_file>) {
        let reference = Unmanaged.passRetained(self).toOpaque()
        UnsafeMutableRawPointer(file).storeBytes(
            of: reference, toByteOffset: MemoryLayout<sqlite3_file>.stride,
            as: UnsafeMutableRawPointer.self)
        file.pointee.pMethods = UnsafePointer(Self.methods)
    }

    private static func reference(
        _ file: UnsafeMutablePointer<sqlite3_file>?
    ) -> Unmanaged<SQLiteFile> {
        guard let file else { preconditionFailure("SQLite calls a file's methods with the file") }
        return Unmanaged.fromOpaque(
            UnsafeMutableRawPointer(file).load(
                fromByteOffset: MemoryLayout<sqlite3_file>.stride, as: UnsafeMutableRawPointer.self)
        )
    }

    private static func of(_ file: UnsafeMutablePointer<sqlite3_file>?) -> SQLiteFile {
        reference(file).takeUnretainedValue()
    }

    // Made once, never changed or freed afterwards: any thread may read it.
    private nonisolated(unsafe) static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: sqlite3_io_methods())
        // Version 1: no shared memory, no mapping. A write-ahead log then needs the locking mode
        // EXCLUSIVE, which both stores use.
        methods.pointee.iVersion = 1
        setContentMethods(&methods.pointee)
        setOtherMethods(&methods.pointee)
        return methods
    }()

    private static func setContentMethods(_ methods: inout sqlite3_io_methods) {
        methods.xRead = { file, buffer, count, offset in
            SQLiteFile.of(file).read(
                into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)),
                at: Int(offset))
        }
        methods.xWrite = { file, bytes, count, offset in
            SQLiteFile.of(file).write(
                Array(UnsafeRawBufferPointer(start: bytes, count: Int(count))), at: Int(offset))
        }
        methods.xTruncate = { file, size in SQLiteFile.of(file).truncate(to: Int(size)) }
        methods.xSync = { file, _ in SQLiteFile.of(file).sync() }
        methods.xFileSize = { file, size in
            guard let size else { return SQLiteResult.size }
            return SQLiteFile.of(file).size(&size.pointee)
        }
        methods.xClose = { file in
            let result = SQLiteFile.of(file).close()
            SQLiteFile.reference(file).release()
            return result
        }
    }

    private static func setOtherMethods(_ methods: inout sqlite3_io_methods) {
        methods.xLock = { file, level in SQLiteFile.of(file).lock(level) }
        methods.xUnlock = { file, level in SQLiteFile.of(file).unlock(level) }
        methods.xCheckReservedLock = { file, answer in
            guard let answer else { return SQLiteResult.ioError }
            return SQLiteFile.of(file).isReserved(&answer.pointee)
        }
        methods.xFileControl = { _, _, _ in SQLiteResult.notFound }
        methods.xSectorSize = { _ in Int32(DiskFile.sectorBytes) }
        // Promises nothing: no atomic, safe-append or powersafe-overwrite sectors.
        methods.xDeviceCharacteristics = { _ in 0 }
    }
}
