import CSQLite

/// One open file of SQLite's, over the same file of the file system below.
final class ChecksumFile {
    enum Role {
        case database, log, other
    }

    /// `SQLITE_IOERR_DATA`, which SQLite's header builds by a shift that is not imported.
    static let damaged: Int32 = SQLITE_IOERR | 32 << 8
    private static let shortRead: Int32 = SQLITE_IOERR | 2 << 8
    /// How many bytes of a database's first page tell what it is.
    private static let headerBytes = 100

    let base: UnsafeMutablePointer<sqlite3_file>
    let role: Role
    /// 0: the pages have no checksums, or it is not known yet.
    private(set) var pageBytes = 0
    private(set) var frames = LogFrames()
    /// While SQLite reads what an unclean end has left.
    var chain: LogChain?
    /// Where pages were written before the first one, which says whether they have checksums.
    private var bare: [Int64] = []
    private var copy = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// - Parameter base: Open; closed and freed with this object's `close()`.
    init(_ base: UnsafeMutablePointer<sqlite3_file>, _ role: Role) {
        self.base = base
        self.role = role
    }

    deinit { copy.deallocate() }

    var below: sqlite3_io_methods { base.pointee.pMethods.pointee }

    func close() -> Int32 {
        let result = below.xClose(base)
        UnsafeMutableRawPointer(base).deallocate()
        return result
    }

    // MARK: Reading

    func read(_ buffer: UnsafeMutableRawPointer, _ count: Int32, at offset: Int64) -> Int32 {
        var result = below.xRead(base, buffer, count, offset)
        if isPartOfPage(result, buffer, count, offset) {
            // The file is cut off there, or only this reading was.
            result = below.xRead(base, buffer, count, offset)
            if isPartOfPage(result, buffer, count, offset) { return Self.damaged }
        }
        guard result == SQLITE_OK else { return result }
        switch role {
        case .other: return result
        case .log:
            if offset == 0, count == LogChain.headerBytes {
                frames.sawHeader(buffer, isNew: false)
            }
            if isCutShort(buffer, count, at: offset) { return Self.damaged }
            return frames.matches(buffer, count: Int(count), at: Int(offset))
                ? result : Self.damaged
        case .database:
            // What says that there are none may itself have changed: never unlearnt.
            if offset == 0, count >= Self.headerBytes, pageBytes == 0 { learn(buffer) }
            guard isPage(count, offset) else { return result }
            return PageChecksum.holds(buffer, count: pageBytes) ? result : Self.damaged
        }
    }

    /// Whether a reading ended early and within a page: SQLite would take zeros for the rest.
    /// Behind the end of a file all are zeros, and that is a page that holds.
    private func isPartOfPage(
        _ result: Int32, _ buffer: UnsafeRawPointer, _ count: Int32, _ offset: Int64
    ) -> Bool {
        result == Self.shortRead && role == .database && isPage(count, offset)
            && !PageChecksum.holds(buffer, count: pageBytes)
    }

    // MARK: Writing

    func write(_ bytes: UnsafeRawPointer, _ count: Int32, at offset: Int64) -> Int32 {
        switch role {
        case .other: return below.xWrite(base, bytes, count, offset)
        case .log: return writeToLog(bytes, count, at: offset)
        case .database:
            if offset == 0, count >= Self.headerBytes, pageBytes == 0 { learn(bytes) }
            guard pageBytes > 0 else {
                if offset > 0 { bare.append(offset) }
                return below.xWrite(base, bytes, count, offset)
            }
            let result = writeSealed(bytes, count, at: offset)
            guard result == SQLITE_OK, offset == 0 else { return result }
            return sealBarePages()
        }
    }

    private func writeToLog(_ bytes: UnsafeRawPointer, _ count: Int32, at offset: Int64) -> Int32 {
        let result = below.xWrite(base, bytes, count, offset)
        chain = nil
        if result != SQLITE_OK {
            frames.forget(Int(offset)..<Int(offset) + Int(count))
        } else if offset == 0, count == LogChain.headerBytes {
            frames.sawHeader(bytes, isNew: true)
        } else {
            frames.wrote(bytes, count: Int(count), at: Int(offset))
        }
        return result
    }

    private func writeSealed(
        _ bytes: UnsafeRawPointer, _ count: Int32, at offset: Int64
    ) -> Int32 {
        guard isPage(count, offset) else { return below.xWrite(base, bytes, count, offset) }
        // SQLite's own buffer stays as it is: it has said that nobody writes to it.
        let page = room()
        page.copyMemory(from: bytes, byteCount: pageBytes)
        PageChecksum.seal(page, count: pageBytes)
        return below.xWrite(base, page, count, offset)
    }

    /// A database that grows beyond SQLite's cache in its first transaction may have its first page
    /// written last.
    private func sealBarePages() -> Int32 {
        let page = room()
        while let offset = bare.last {
            let result = below.xRead(base, page, Int32(pageBytes), offset)
            guard result == SQLITE_OK else { return result }
            let written = writeSealed(page, Int32(pageBytes), at: offset)
            guard written == SQLITE_OK else { return written }
            bare.removeLast()
        }
        return SQLITE_OK
    }

    func truncate(_ size: Int64) -> Int32 {
        bare.removeAll { $0 >= size }
        frames.forget(Int(size)..<Int.max)
        return below.xTruncate(base, size)
    }

    // MARK: What the first page says

    /// Source: sqlite.org/fileformat2.html, 1.3: page size at 16, reserved bytes at 20.
    private func learn(_ header: UnsafeRawPointer) {
        func byte(_ offset: Int) -> Int {
            Int(header.load(fromByteOffset: offset, as: UInt8.self))
        }
        let magic = Array("SQLite format 3\0".utf8)
        guard magic.indices.allSatisfy({ byte($0) == Int(magic[$0]) }),
            byte(20) == PageChecksum.length
        else { return }
        let size = byte(16) << 8 | byte(17)
        pageBytes = size == 1 ? 65_536 : size
    }

    private func isPage(_ count: Int32, _ offset: Int64) -> Bool {
        pageBytes > 0 && Int(count) == pageBytes && offset.isMultiple(of: Int64(count))
    }

    private func room() -> UnsafeMutableRawPointer {
        if copy.count != pageBytes {
            copy.deallocate()
            copy = .allocate(byteCount: pageBytes, alignment: 8)
        }
        guard let start = copy.baseAddress else { preconditionFailure("a page has bytes") }
        return start
    }
}
