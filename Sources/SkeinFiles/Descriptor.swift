import Glibc

/// A file's descriptor, closed when it is released; calls that a signal interrupts are repeated.
final class Descriptor {
    let number: Int32
    let path: String

    init(_ path: String, _ flags: Int32) throws(FileError) {
        let number = Self.retrying { open(path, flags | O_CLOEXEC, 0o600) }
        guard number >= 0 else { throw FileError(errno: errno, path: path) }
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// Writes all of it where the file's position is.
    func write(_ bytes: [UInt8]) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { buffer in
                Self.retrying { Glibc.write(number, buffer.baseAddress, buffer.count) }
            }
            // A file that takes nothing and names no reason has no room.
            guard count > 0 else { throw FileError(errno: count < 0 ? errno : ENOSPC, path: path) }
            written += count
        }
    }

    /// At most so many bytes from the file's position on.
    func read(_ countMax: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: countMax)
        var filled = 0
        while filled < countMax {
            let count = bytes[filled...].withUnsafeMutableBytes { buffer in
                Self.retrying { Glibc.read(number, buffer.baseAddress, buffer.count) }
            }
            guard count >= 0 else { throw FileError(errno: errno, path: path) }
            guard count > 0 else { break }
            filled += count
        }
        return Array(bytes[..<filled])
    }

    func sync() throws(FileError) {
        guard Self.retrying({ fsync(number) }) == 0 else {
            throw FileError(errno: errno, path: path)
        }
    }

    func truncate(to size: Int) throws(FileError) {
        guard Self.retrying({ ftruncate(number, off_t(size)) }) == 0 else {
            throw FileError(errno: errno, path: path)
        }
    }

    var status: stat {
        get throws(FileError) {
            var status = stat()
            guard fstat(number, &status) == 0 else { throw FileError(errno: errno, path: path) }
            return status
        }
    }

    /// Makes new names in a folder outlast a power cut.
    static func sync(folderOf path: String) throws(FileError) {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        let folder = end == path.startIndex ? "/" : String(path[..<end])
        try Descriptor(folder, O_RDONLY | O_DIRECTORY).sync()
    }

    static func retrying<Number: SignedInteger>(_ call: () -> Number) -> Number {
        while true {
            let result = call()
            guard result == -1, errno == EINTR else { return result }
        }
    }
}

extension FileError {
    /// For the call that has just failed.
    init(errno code: Int32, path: String) {
        let cause: Cause = code == ENOSPC || code == EDQUOT ? .full : .system(code)
        self.init(cause, path: path, detail: String(cString: strerror(code)))
    }
}
