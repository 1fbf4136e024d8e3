package import Foundation
import SkeinStore
import SkeinWire
import Synchronization

/// The one file of secrets: read at start, replaced as a whole at each change.
///
/// A change is written to a new file, synced, renamed over the old one, and the folder is synced,
/// so that a crash leaves either the old or the new content.
package final class SecretsFile: Sendable {
    package static let name = "secrets"
    private let path: String
    private let content: Mutex<Secrets>

    /// Opens the file, or makes one with a fresh root seed.
    ///
    /// - Throws: `ReplicaError.secretsReadable` if others may read it, `.secretsNewer`,
    ///   `.secretsDamaged`, `.file`.
    package init(folder: URL) throws(ReplicaError) {
        path = folder.appending(path: Self.name).path
        guard FileManager.default.fileExists(atPath: path) else {
            let fresh = Secrets(rootSeed: Sodium.randomBytes(32))
            content = Mutex(fresh)
            try Self.write(fresh, to: path)
            return
        }
        try Self.refuseIfReadable(path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .file(path: path, detail: "cannot be read")
        }
        content = Mutex(try Secrets.decode([UInt8](data), path: path))
    }

    /// Refuses a folder whose secrets name a workspace and whose database is gone or empty: opened
    /// as a new one, it would look as if nothing had ever been there, and the next workspace would
    /// take the place of the keys.
    package static func refuseWithoutDatabase(folder: URL) throws(ReplicaError) {
        let path = folder.appending(path: name).path
        let database = ReplicaStore.databasePath(folder)
        var facts = stat()
        guard let data = FileManager.default.contents(atPath: path),
            try Secrets.decode([UInt8](data), path: path).workspace != nil,
            stat(database, &facts) != 0 || facts.st_size == 0
        else { return }
        throw .store(.damaged(path: database, detail: "the file is missing or empty"))
    }

    package var current: Secrets { content.withLock { $0 } }

    /// Changes the secrets; nothing is changed in memory if the disk refuses.
    package func update(_ change: (inout Secrets) -> Void) throws(ReplicaError) {
        let result: Result<Void, ReplicaError> = content.withLock { secrets in
            var next = secrets
            change(&next)
            do throws(ReplicaError) {
                try Self.write(next, to: path)
                secrets = next
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    private static func refuseIfReadable(_ path: String) throws(ReplicaError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .file(path: path, detail: reason()) }
        guard status.st_mode & 0o077 == 0 else { throw .secretsReadable(path: path) }
    }

    private static func write(_ secrets: Secrets, to path: String) throws(ReplicaError) {
        let fresh = path + ".new"
        let descriptor = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno != ENOSPC else { throw .store(.diskFull) }
            throw .file(path: fresh, detail: reason())
        }
        let bytes = secrets.encoded()
        let isWritten = bytes.withUnsafeBytes { buffer in
            Foundation.write(descriptor, buffer.baseAddress, buffer.count) == buffer.count
        }
        let isSynced = isWritten && fsync(descriptor) == 0
        let failure = errno
        close(descriptor)
        guard isSynced else {
            // Half a file helps nobody; the old one is in its place.
            unlink(fresh)
            guard failure != ENOSPC else { throw .store(.diskFull) }
            throw .file(path: path, detail: String(cString: strerror(failure)))
        }
        guard rename(fresh, path) == 0 else { throw .file(path: path, detail: reason()) }
        let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw .file(path: path, detail: reason()) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .file(path: path, detail: reason()) }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
