/// The sum of a database page, as SQLite's Checksum VFS keeps it in the page's last 8 bytes: two
/// sums of little-endian 32-bit words, each of which takes in the other.
///
/// Notices bytes that change by themselves; no guard against anybody's intent. A page of zeros has
/// the sum zero, and a page knows nothing of its place in the file.
///
/// Source: sqlite.org/cksumvfs.html; the sums are those of sqlite.org/fileformat2.html, 4.2.
enum PageChecksum {
    static let length = 8

    /// Of bytes whose number is a multiple of 8 and that begin at a multiple of 4.
    ///
    /// - Parameter before: The sum of what comes before them.
    static func sum(
        _ bytes: UnsafeRawPointer, count: Int, after before: UInt64 = 0
    ) -> UInt64 {
        let words = bytes.assumingMemoryBound(to: UInt32.self)
        let end = count / 4
        var first = UInt32(truncatingIfNeeded: before)
        var second = UInt32(truncatingIfNeeded: before >> 32)
        var place = 0
        // Not a range: this is called for each page, also in builds that optimise nothing.
        while place < end {
            first = first &+ UInt32(littleEndian: words[place]) &+ second
            second = second &+ UInt32(littleEndian: words[place + 1]) &+ first
            place += 2
        }
        return UInt64(second) << 32 | UInt64(first)
    }

    /// Whether a page holds the sum of its bytes.
    static func holds(_ page: UnsafeRawPointer, count: Int) -> Bool {
        let kept = page.loadUnaligned(fromByteOffset: count - length, as: UInt64.self)
        return UInt64(littleEndian: kept) == sum(page, count: count - length)
    }

    static func seal(_ page: UnsafeMutableRawPointer, count: Int) {
        page.storeBytes(
            of: sum(page, count: count - length).littleEndian, toByteOffset: count - length,
            as: UInt64.self)
    }
}
