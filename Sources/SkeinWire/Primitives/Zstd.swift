import CZstd

/// Compression: one zstd frame (RFC 8878) that states its content size.
package enum Zstd {
    /// The library's default; higher levels gain little on records of some kilobytes.
    package static let level: Int32 = 3

    package static func compress(_ bytes: [UInt8]) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            count = ZSTD_compress(buffer.baseAddress, bound, bytes, bytes.count, level)
            precondition(ZSTD_isError(count) == 0, "the buffer holds any compressed form")
        }
    }

    /// Throws before any memory is set aside if the frame states more than `maxBytes`, or no size,
    /// or if anything follows it.
    package static func decompress(
        _ frame: [UInt8], maxBytes: Int
    ) throws(WireError) -> [UInt8] {
        guard ZSTD_findFrameCompressedSize(frame, frame.count) == frame.count else {
            throw .notOneFrame
        }
        // The two highest values mean that the size is unknown or that this is no frame.
        let size = ZSTD_getFrameContentSize(frame, frame.count)
        guard size < UInt64.max - 1 else { throw .notOneFrame }
        guard size <= UInt64(maxBytes) else { throw .tooLong(length: size, max: UInt64(maxBytes)) }
        var content = [UInt8](repeating: 0, count: Int(size))
        let result = ZSTD_decompress(&content, content.count, frame, frame.count)
        guard ZSTD_isError(result) == 0 else {
            throw .corruptFrame(String(cString: ZSTD_getErrorName(result)))
        }
        guard result == content.count else { throw .corruptFrame("shorter than it states") }
        return content
    }
}
