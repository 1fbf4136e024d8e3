import Foundation

/// The system's zlib, looked up while the bench runs: one figure is not worth a dependency.
enum Zlib {
    private typealias Bound = @convention(c) (UInt) -> UInt
    private typealias Compress =
        @convention(c) (
            UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt>, UnsafePointer<UInt8>, UInt,
            Int32
        ) -> Int32

    /// Level 6, as in the peers' scripts.
    private static let level: Int32 = 6

    /// The sum of the lengths, each compressed for itself; nil, said on standard error, where the
    /// library is missing.
    static func totalLength(of blobs: [[UInt8]]) -> Int? {
        guard let library = dlopen("libz.so.1", RTLD_NOW),
            let bound = dlsym(library, "compressBound"),
            let compress = dlsym(library, "compress2")
        else {
            FileHandle.standardError.write(Data(" (no libz.so.1: no wire_zlib_bytes)".utf8))
            return nil
        }
        return blobs.reduce(0) { total, blob in
            total
                + length(
                    blob, bound: unsafeBitCast(bound, to: Bound.self),
                    compress: unsafeBitCast(compress, to: Compress.self))
        }
    }

    private static func length(_ bytes: [UInt8], bound: Bound, compress: Compress) -> Int {
        var length = bound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(length))
        let status = compress(&output, &length, bytes, UInt(bytes.count), level)
        precondition(status == 0, "zlib compresses any bytes into its own bound")
        return Int(length)
    }
}
