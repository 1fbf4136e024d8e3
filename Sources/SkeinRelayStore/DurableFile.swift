import Foundation
import SkeinRelay

/// Small files that are either there as a whole or not at all: written aside, synced, renamed.
enum DurableFile {
    /// Creates or replaces `url` with mode 0600.
    ///
    /// - Parameter replaces: False refuses to touch an existing file.
    static func write(_ bytes: [UInt8], to url: URL, replaces: Bool) throws(RelayStoreError) {
        let aside = url.appendingPathExtension("new").path
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("cannot write \(aside)") }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else {
                let error = failure("cannot write \(aside)")
                close(descriptor)
                throw error
            }
            written += count
        }
        let isSynced = fsync(descriptor) == 0
        let error = failure("cannot write \(aside)")
        close(descriptor)
        guard isSynced else { throw error }
        try move(aside, to: url, replaces: replaces)
    }

    /// Makes new names in a folder outlast a power cut.
    static func sync(folder: URL) throws(RelayStoreError) { try sync(folder, O_DIRECTORY) }

    static func sync(file: URL) throws(RelayStoreError) { try sync(file, 0) }

    private static func sync(_ url: URL, _ flags: Int32) throws(RelayStoreError) {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | flags)
        guard descriptor >= 0 else { throw failure("cannot open \(url.path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot sync \(url.path)") }
    }

    private static func move(
        _ aside: String, to url: URL, replaces: Bool
    ) throws(RelayStoreError) {
        if replaces {
            guard rename(aside, url.path) == 0 else { throw failure("cannot write \(url.path)") }
        } else {
            // A link fails where the name exists; a rename would replace it.
            guard link(aside, url.path) == 0 else { throw failure("cannot write \(url.path)") }
            unlink(aside)
        }
        try sync(folder: url.deletingLastPathComponent())
    }

    /// The error for the call that has just failed; reads `errno`.
    private static func failure(_ what: String) -> RelayStoreError {
        let code = errno
        let sentence = "\(what): \(String(cString: strerror(code)))"
        return [ENOSPC, EDQUOT].contains(code) ? .diskFull(sentence) : .folder(sentence)
    }
}
