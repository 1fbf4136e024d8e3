/// Follows SQLite through the write-ahead log that an unclean end has left.
///
/// SQLite reads up to the first frame whose checksum does not hold, and takes what is behind it for
/// a transaction that was never synced. Where a later transaction is there, that is wrong: each
/// begins only after the one before it was synced, so bytes have changed since. Only the last
/// transaction of a log cannot be told apart from one that a power cut tore.
///
/// Source: sqlite.org/fileformat2.html, 4.1 to 4.3.
struct LogChain {
    static let headerBytes = 32
    static let frameHeaderBytes = 24
    /// "Checksums are of little-endian words", as every machine writes that this is built for.
    private static let magic: UInt32 = 0x377f_0682

    private let salts: UInt64
    /// Of all up to here.
    private var sum: UInt64
    /// The frame that SQLite reads next, from 0.
    private(set) var next = 0
    /// The page of the last frame, if that is a commit's.
    private(set) var lastCommit: UInt32?

    /// Nil where the log's header is not whole: SQLite then reads nothing of it.
    init?(header: UnsafeRawPointer) {
        let sum = PageChecksum.sum(header, count: 24)
        guard Self.word(header, at: 0) == Self.magic, Self.storedSum(header, at: 24) == sum else {
            return nil
        }
        salts = Self.salts(header, at: 16)
        self.sum = sum
    }

    /// Takes the next frame in; false where it does not follow, so that the log ends before it.
    mutating func take(_ frame: UnsafeRawPointer, pageBytes: Int) -> Bool {
        guard isOfThisLog(frame), follows(frame, pageBytes, after: sum) else { return false }
        sum = Self.storedSum(frame, at: 16)
        next += 1
        lastCommit = commit(frame)
        return true
    }

    private func isOfThisLog(_ frameHeader: UnsafeRawPointer) -> Bool {
        Self.salts(frameHeader, at: 8) == salts
    }

    /// The page of a frame that ends a transaction; nil for another frame, or another log's.
    func commit(_ frame: UnsafeRawPointer) -> UInt32? {
        isOfThisLog(frame) && Self.word(frame, at: 4) != 0 ? Self.word(frame, at: 0) : nil
    }

    /// Whether a frame was written after the one before it, which may have changed since.
    func follows(_ frame: UnsafeRawPointer, _ previous: UnsafeRawPointer, pageBytes: Int) -> Bool {
        isOfThisLog(previous) && isOfThisLog(frame)
            && follows(frame, pageBytes, after: Self.storedSum(previous, at: 16))
    }

    private func follows(_ frame: UnsafeRawPointer, _ pageBytes: Int, after sum: UInt64) -> Bool {
        let header = PageChecksum.sum(frame, count: 8, after: sum)
        let page = PageChecksum.sum(
            frame + Self.frameHeaderBytes, count: pageBytes, after: header)
        return page == Self.storedSum(frame, at: 16)
    }

    private static func word(_ bytes: UnsafeRawPointer, at offset: Int) -> UInt32 {
        UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    private static func salts(_ bytes: UnsafeRawPointer, at offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    private static func storedSum(_ bytes: UnsafeRawPointer, at offset: Int) -> UInt64 {
        UInt64(word(bytes, at: offset)) | UInt64(word(bytes, at: offset + 4)) << 32
    }
}
