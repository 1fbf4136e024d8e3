package import SkeinFiles
package import SkeinRelay
package import SkeinWire

package import struct Foundation.URL

/// A relay's folder: lock, keys, store, clock mark. Held by one process at a time.
///
/// | file | what |
/// | --- | --- |
/// | lock | process id of the holder |
/// | keys | the two secret keys; whoever has them can speak as this relay |
/// | relay.sqlite, -wal | the logs |
/// | clock | when the clock was last believed |
package final class RelayFolder {
    package static let nameDefault = "skein-relay"

    package let store: SQLiteRelayStore
    package let keys: RelayKeys
    package let clock: ClockFile
    private let lock: any FileLock

    /// Opens a folder, making it, its keys and its store where there is nothing yet.
    ///
    /// - Parameter name: The relay's name; nil takes the one in the folder, or the default.
    /// - Throws: When anything in it cannot be believed; nothing is overwritten then.
    package init(
        _ folder: URL, name: String?, files: any FileSystem = SystemFileSystem()
    ) throws(RelayStoreError) {
        lock = try Self.take(folder, files)
        let file = StoreFile(folder: folder, schema: .current, files: files)
        let known = try Self.readKeys(folder, files)
        switch (known, file.exists) {
        case (.some, false):
            throw .damaged("`keys` is there but not \(StoreFile.name), whose log they signed")
        case (.some(let known), true):
            if let name, name != known.name {
                throw .folder(
                    "the relay in \(folder.path) is named \"\(known.name)\"; its log cannot go on "
                        + "under another name. Leave out --name or use another folder")
            }
            keys = try known.keys()
            store = try SQLiteRelayStore(folder: folder, files: files)
        case (nil, _):
            let new = RelayKeyFile.make(name: name ?? Self.nameDefault)
            keys = try new.keys()
            store = try SQLiteRelayStore(folder: folder, files: files)
            guard try store.workspaceCount() == 0 else {
                throw .damaged("\(StoreFile.name) holds logs, but their signer's `keys` are gone")
            }
            // After the store: keys without a store would look like a store lost.
            let path = folder.appending(path: RelayKeyFile.fileName).path
            do throws(FileError) {
                try files.create(path, with: new.encoded())
            } catch {
                throw RelayStoreError(error, doing: "write")
            }
        }
        clock = ClockFile(folder: folder, files: files)
    }

    /// Makes the folder and keeps other processes off it.
    private static func take(
        _ folder: URL, _ files: any FileSystem
    ) throws(RelayStoreError) -> any FileLock {
        do throws(FileError) {
            try files.makeFolder(folder.path)
        } catch {
            throw RelayStoreError(error, doing: "make the folder")
        }
        do throws(FileError) {
            return try files.lock(folder.appending(path: "lock").path)
        } catch {
            throw RelayStoreError(error, doing: "write")
        }
    }

    private static func readKeys(
        _ folder: URL, _ files: any FileSystem
    ) throws(RelayStoreError) -> RelayKeyFile? {
        let bytes: [UInt8]?
        do throws(FileError) {
            bytes = try files.read(folder.appending(path: RelayKeyFile.fileName).path)
        } catch {
            throw RelayStoreError(error, doing: "read")
        }
        guard let bytes else { return nil }
        return try RelayKeyFile.decode(bytes)
    }
}
