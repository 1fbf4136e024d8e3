/// The sums of the pages that lie in an open write-ahead log, by frame.
///
/// In the log itself a page's last 8 bytes are whatever they were: SQLite takes a frame's checksum
/// before it hands the page over, so nothing may be put in. That checksum guards the log when it is
/// read after an unclean end, and these sums guard it while it is open.
///
/// Source: sqlite.org/fileformat2.html, 4.1 (header of 32 bytes, 24 before each page).
struct LogFrames {
    /// 0 until the log's header has been seen.
    private(set) var pageBytes = 0
    /// Nil: not known, so not compared.
    private var sumByFrame: [UInt64?] = []
    /// A page that is written in two parts, with a sync between them.
    private var part: (offset: Int, bytes: [UInt8])?

    /// - Parameter isNew: It is being written: all frames behind it are of the past.
    mutating func sawHeader(_ header: UnsafeRawPointer, isNew: Bool) {
        let bytes = (8..<12).reduce(0) {
            $0 << 8 | Int(header.load(fromByteOffset: $1, as: UInt8.self))
        }
        let isSize = (512...65_536).contains(bytes) && bytes & (bytes - 1) == 0
        if isNew || bytes != pageBytes { sumByFrame = [] }
        pageBytes = isSize ? bytes : 0
    }

    mutating func wrote(_ bytes: UnsafeRawPointer, count: Int, at offset: Int) {
        guard pageBytes > 0 else { return }
        if count == pageBytes, let frame = frame(ofPage: offset) {
            part = nil
            keep(PageChecksum.sum(bytes, count: count), frame)
            return
        }
        forget(offset..<offset + count)
        let new = UnsafeRawBufferPointer(start: bytes, count: count)
        if let held = part, held.offset + held.bytes.count == offset {
            part = (held.offset, held.bytes + new)
        } else {
            part = frame(ofPage: offset) == nil ? nil : (offset, Array(new))
        }
        guard let held = part, held.bytes.count >= pageBytes else { return }
        part = nil
        guard held.bytes.count == pageBytes, let frame = frame(ofPage: held.offset) else { return }
        keep(held.bytes.withUnsafeBytes { Self.sum($0) }, frame)
    }

    /// Whether what was read is what was written; what is read for the first time is believed,
    /// because SQLite has its own checksum for that.
    mutating func matches(_ bytes: UnsafeRawPointer, count: Int, at offset: Int) -> Bool {
        guard pageBytes > 0 else { return true }
        if count == pageBytes, let frame = frame(ofPage: offset) {
            guard frame < sumByFrame.count, let sum = sumByFrame[frame] else { return true }
            return PageChecksum.sum(bytes, count: count) == sum
        }
        let whole = LogChain.frameHeaderBytes + pageBytes
        guard count == whole, let frame = frame(ofPage: offset + LogChain.frameHeaderBytes) else {
            return true
        }
        let sum = PageChecksum.sum(bytes + LogChain.frameHeaderBytes, count: pageBytes)
        if frame < sumByFrame.count, let known = sumByFrame[frame] { return sum == known }
        keep(sum, frame)
        return true
    }

    /// Nobody knows what is there now.
    mutating func forget(_ range: Range<Int>) {
        guard pageBytes > 0, !range.isEmpty else { return }
        let whole = LogChain.frameHeaderBytes + pageBytes
        let first = max(0, (range.lowerBound - LogChain.headerBytes) / whole)
        for frame in first..<max(first, sumByFrame.count) {
            let page = LogChain.headerBytes + frame * whole + LogChain.frameHeaderBytes
            guard page < range.upperBound else { break }
            if range.overlaps(page..<page + pageBytes) { sumByFrame[frame] = nil }
        }
    }

    private func frame(ofPage offset: Int) -> Int? {
        let place = offset - LogChain.headerBytes - LogChain.frameHeaderBytes
        let whole = LogChain.frameHeaderBytes + pageBytes
        return place >= 0 && place.isMultiple(of: whole) ? place / whole : nil
    }

    private mutating func keep(_ sum: UInt64, _ frame: Int) {
        if frame >= sumByFrame.count {
            sumByFrame += [UInt64?](repeating: nil, count: frame + 1 - sumByFrame.count)
        }
        sumByFrame[frame] = sum
    }

    private static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.baseAddress.map { PageChecksum.sum($0, count: bytes.count) } ?? 0
    }
}
