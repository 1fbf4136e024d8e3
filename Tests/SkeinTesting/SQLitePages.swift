import Foundation

/// The pages of a database as they lie in its file, with the checksums that the stores keep in
/// them: a second reading of what the product writes.
///
/// Source: sqlite.org/fileformat2.html, 1.3 (page size at 16, reserved bytes at 20), 4.2 (the sum).
public enum SQLitePages {
    public static func hasReservedBytes(_ path: String) throws -> Bool {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)).prefix(100))
        return bytes.count == 100 && bytes[20] == 8
    }

    /// Numbers, from 0, of pages whose checksum is not that of their bytes.
    public static func wrongPages(_ path: String) throws -> [Int] {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let size = pageBytes(bytes)
        return (0..<bytes.count / size).filter { number in
            let page = bytes[number * size..<(number + 1) * size]
            return Array(page.suffix(8)) != sum(Array(page.dropLast(8)))
        }
    }

    /// Gives every page the checksum of the bytes that it holds now.
    public static func seal(_ path: String) throws {
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let size = pageBytes(bytes)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let end = start + size
            bytes.replaceSubrange(end - 8..<end, with: sum(Array(bytes[start..<end - 8])))
        }
        try Data(bytes).write(to: URL(filePath: path))
    }

    private static func pageBytes(_ bytes: [UInt8]) -> Int {
        let size = Int(bytes[16]) << 8 | Int(bytes[17])
        return size == 1 ? 65_536 : size
    }

    private static func sum(_ bytes: [UInt8]) -> [UInt8] {
        var sums: [UInt32] = [0, 0]
        for start in stride(from: 0, to: bytes.count, by: 4) {
            let word = (0..<4).reduce(UInt32(0)) {
                $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1))
            }
            let own = start / 4 % 2
            sums[own] = sums[own] &+ word &+ sums[1 - own]
        }
        return sums.flatMap { sum in (0..<4).map { UInt8(truncatingIfNeeded: sum >> (8 * $0)) } }
    }
}
