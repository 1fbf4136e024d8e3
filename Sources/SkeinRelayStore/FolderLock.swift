import Foundation
import SkeinRelay

/// Keeps a second process off a folder: `flock` on a file that names the holder.
///
/// The kernel lets go of it when the process ends, however it ends; a left-over file means nothing.
final class FolderLock {
    private let descriptor: Int32

    /// - Throws: `inUse` with the holder's process id, `folder` if the file cannot be made.
    init(folder: URL) throws(RelayStoreError) {
        let path = folder.appending(path: "lock").path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .folder("cannot write \(path): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.readHolder(descriptor)
            close(descriptor)
            throw .inUse(holder: holder)
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count
        else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw .diskFull("cannot write \(path): \(reason)")
        }
    }

    deinit {
        // A child between fork and exec holds a copy of the descriptor: closing alone would leave
        // the lock to it for that moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func readHolder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
