import SkeinCRDT
import SkeinFiles
import SkeinWire

/// A file that is given up when the disk is full, so that what is under way can be closed cleanly
/// and the journal still be written.
struct Ballast {
    static let name = "ballast"
    static let bytes = 1 << 20

    private let path: String
    private let files: any FileSystem

    init(folder: String, files: any FileSystem) {
        path = "\(folder)/\(Self.name)"
        self.files = files
    }

    /// Makes the file where it is missing.
    ///
    /// - Parameter withSpare: It is written at twice its size and then cut: where there is room for
    ///   no more than the ballast itself, the next write would have to give it up again.
    /// - Throws: `FileError` with the cause `.full`, and leaves nothing behind.
    func hold(withSpare: Bool) throws(FileError) {
        if try files.size(path) == Self.bytes { return }
        try files.remove(path)
        do throws(FileError) {
            let file = try files.openForAppending(path)
            // Without repetition, so that a file system that compresses sets aside as much.
            var random = SplitMix64(seed: 1)
            try file.append(Self.filling(&random))
            if withSpare { try file.append(Self.filling(&random)) }
            try file.sync()
            if withSpare { try file.truncate(to: Self.bytes) }
        } catch {
            try files.remove(path)
            throw error
        }
    }

    private static func filling(_ random: inout SplitMix64) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            while count < bytes {
                raw.storeBytes(of: random.next(), toByteOffset: count, as: UInt64.self)
                count += MemoryLayout<UInt64>.size
            }
        }
    }

    func release() throws(FileError) { try files.remove(path) }
}
