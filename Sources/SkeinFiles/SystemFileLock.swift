import Glibc

/// `flock` on a file that names the holder. The kernel lets go of it when the process ends, however
/// it ends; a left-over file means nothing.
final class SystemFileLock: FileLock {
    private let file: Descriptor

    init(_ path: String) throws(FileError) {
        file = try Descriptor(path, O_RDWR | O_CREAT)
        guard Descriptor.retrying({ flock(file.number, LOCK_EX | LOCK_NB) }) == 0 else {
            let code = errno
            guard code == EWOULDBLOCK else { throw FileError(errno: code, path: path) }
            throw FileError(
                .locked(holderPID: Self.holder(file)), path: path,
                detail: String(cString: strerror(code)))
        }
        // Over what stands there, then cut: on a full disk a file that gave up its block might not
        // get it back, and looking at a store would fail for the sake of a number.
        let text = Array("\(getpid())\n".utf8)
        try file.write(text)
        try file.truncate(to: text.count)
    }

    deinit {
        // A child between fork and exec holds a copy of the descriptor: closing alone would leave
        // the lock to it for that moment.
        flock(file.number, LOCK_UN)
    }

    private static func holder(_ file: Descriptor) -> Int32? {
        // The number is for people: a lock whose holder cannot be read is held all the same.
        guard let bytes = try? file.read(16) else { return nil }
        return Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
