import CSQLite

extension ChecksumFile {
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
    ) -> Unmanaged<ChecksumFile> {
        guard let file else { preconditionFailure("SQLite calls a file's methods with the file") }
        return Unmanaged.fromOpaque(
            UnsafeMutableRawPointer(file).load(
                fromByteOffset: MemoryLayout<sqlite3_file>.stride, as: UnsafeMutableRawPointer.self)
        )
    }

    private static func of(_ file: UnsafeMutablePointer<sqlite3_file>?) -> ChecksumFile {
        reference(file).takeUnretainedValue()
    }

    // Made once, never changed or freed afterwards: any thread may read it.
    private nonisolated(unsafe) static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: sqlite3_io_methods())
        // Version 1: nothing is mapped into memory, so that every page comes through `xRead`; and
        // no memory is shared, so that a write-ahead log needs the locking mode EXCLUSIVE.
        methods.pointee.iVersion = 1
        setContentMethods(&methods.pointee)
        setOtherMethods(&methods.pointee)
        return methods
    }()

    private static func setContentMethods(_ methods: inout sqlite3_io_methods) {
        methods.xRead = { file, buffer, count, offset in
            guard let buffer else { return SQLITE_IOERR }
            return ChecksumFile.of(file).read(buffer, count, at: offset)
        }
        methods.xWrite = { file, bytes, count, offset in
            guard let bytes else { return SQLITE_IOERR }
            return ChecksumFile.of(file).write(bytes, count, at: offset)
        }
        methods.xTruncate = { file, size in ChecksumFile.of(file).truncate(size) }
        methods.xSync = { file, flags in
            let file = ChecksumFile.of(file)
            return file.below.xSync(file.base, flags)
        }
        methods.xFileSize = { file, size in
            let file = ChecksumFile.of(file)
            return file.below.xFileSize(file.base, size)
        }
        methods.xClose = { file in
            let result = ChecksumFile.of(file).close()
            ChecksumFile.reference(file).release()
            return result
        }
    }

    private static func setOtherMethods(_ methods: inout sqlite3_io_methods) {
        methods.xLock = { file, level in
            let file = ChecksumFile.of(file)
            return file.below.xLock(file.base, level)
        }
        methods.xUnlock = { file, level in
            let file = ChecksumFile.of(file)
            return file.below.xUnlock(file.base, level)
        }
        methods.xCheckReservedLock = { file, answer in
            let file = ChecksumFile.of(file)
            return file.below.xCheckReservedLock(file.base, answer)
        }
        methods.xFileControl = { file, operation, argument in
            let file = ChecksumFile.of(file)
            if operation == SQLITE_FCNTL_PRAGMA, file.role == .database,
                ChecksumFile.answer(argument, isOn: file.pageBytes > 0)
            {
                return SQLITE_OK
            }
            return file.below.xFileControl(file.base, operation, argument)
        }
        methods.xSectorSize = { file in
            let file = ChecksumFile.of(file)
            return file.below.xSectorSize(file.base)
        }
        methods.xDeviceCharacteristics = { file in
            let file = ChecksumFile.of(file)
            return file.below.xDeviceCharacteristics(file.base)
        }
    }

    /// Answers `PRAGMA checksum_verification`, whatever it is to be set to: nobody turns it off.
    ///
    /// Source: sqlite.org/c3ref/c_fcntl_begin_atomic_write.html, SQLITE_FCNTL_PRAGMA.
    private static func answer(_ argument: UnsafeMutableRawPointer?, isOn: Bool) -> Bool {
        guard let words = argument?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self),
            let name = words[1], String(cString: name).lowercased() == ChecksumVFS.pragma,
            // SQLite frees it.
            let answer = sqlite3_malloc(2)?.assumingMemoryBound(to: CChar.self)
        else { return false }
        answer[0] = CChar(bitPattern: UInt8(ascii: isOn ? "1" : "0"))
        answer[1] = 0
        words[0] = answer
        return true
    }
}
