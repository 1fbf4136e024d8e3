import Foundation

/// The lock that keeps a second process from opening a store, and names the holder.
///
/// The kernel drops it when the process ends, however it ends.
package final class OwnerLock {
    private let descriptor: Int32

    /// - Throws: `StoreError.locked` at once, with the holder's process id, when it is taken.
    package init(path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unreachable(path: path, detail: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.readPID(descriptor)
            close(descriptor)
            throw .locked(holderPID: holder)
        }
        self.descriptor = descriptor
        let text = "\(getpid())\n"
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.utf8.count, 0) > 0 else {
            throw errno == ENOSPC
                ? .diskFull : .unreachable(path: path, detail: String(cString: strerror(errno)))
        }
    }

    deinit {
        // A child between fork and exec holds a copy of the descriptor: closing alone would leave
        // the lock to it for that moment.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    private static func readPID(_ descriptor: Int32) -> Int32? {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        let text = String(decoding: buffer[..<count], as: UTF8.self)
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
