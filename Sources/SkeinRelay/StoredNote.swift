/// A checkpoint note as it was signed, and when (ms).
package struct StoredNote: Hashable, Sendable {
    package var size: UInt64
    package var time: UInt64
    package var bytes: [UInt8]

    package init(size: UInt64, time: UInt64, bytes: [UInt8]) {
        self.size = size
        self.time = time
        self.bytes = bytes
    }
}
