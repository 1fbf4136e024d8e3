package import SkeinFiles
import SkeinStore
import SkeinWire
import Synchronization

package import struct Foundation.URL

/// The one file of secrets: read at start, replaced as a whole at each change.
///
/// A change is written to a new file, synced, renamed over the old one, and the folder is synced,
/// so that a crash leaves either the old or the new content.
package final class SecretsFile: Sendable {
    package static let name = "secrets"
    private let path: String
    private let files: any FileSystem
    private let content: Mutex<Secrets>

    /// Opens the file, or makes one with a fresh root seed.
    ///
    /// - Throws: `ReplicaError.secretsReadable` if others may read it, `.secretsNewer`,
    ///   `.secretsDamaged`, `.file`.
    package init(
        folder: URL, files: any FileSystem = SystemFileSystem()
    ) throws(ReplicaError) {
        path = folder.appending(path: Self.name).path
        self.files = files
        guard let known = try Self.read(path, files) else {
            let fresh = Secrets(rootSeed: Sodium.randomBytes(32))
            content = Mutex(fresh)
            try Self.write(fresh, to: path, files)
            return
        }
        content = Mutex(known)
    }

    /// Refuses a folder whose secrets name a workspace and whose database is gone or empty: opened
    /// as a new one, it would look as if nothing had ever been there, and the next workspace would
    /// take the place of the keys.
    package static func refuseWithoutDatabase(
        folder: URL, files: any FileSystem = SystemFileSystem()
    ) throws(ReplicaError) {
        let path = folder.appending(path: name).path
        let database = ReplicaStore.databasePath(folder)
        // What cannot be read or asked for its size says why when it is opened.
        guard let bytes = try? files.read(path), (try? files.size(database)) ?? 0 == 0,
            try Secrets.decode(bytes, path: path).workspace != nil
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
                try Self.write(next, to: path, files)
                secrets = next
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
    }

    /// Nil where there is no file.
    private static func read(
        _ path: String, _ files: any FileSystem
    ) throws(ReplicaError) -> Secrets? {
        let bytes: [UInt8]?
        let isPrivate: Bool
        do throws(FileError) {
            isPrivate = try files.isPrivate(path)
            bytes = isPrivate ? try files.read(path) : nil
        } catch {
            throw ReplicaError(error)
        }
        guard isPrivate else { throw .secretsReadable(path: path) }
        guard let bytes else { return nil }
        return try Secrets.decode(bytes, path: path)
    }

    private static func write(
        _ secrets: Secrets, to path: String, _ files: any FileSystem
    ) throws(ReplicaError) {
        do throws(FileError) {
            try files.replace(path, with: secrets.encoded())
        } catch {
            throw ReplicaError(error)
        }
    }
}

extension ReplicaError {
    init(_ error: FileError) {
        self =
            error.cause == .full
            ? .store(.diskFull) : .file(path: error.path, detail: error.detail)
    }
}
