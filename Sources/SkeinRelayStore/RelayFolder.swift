package import Foundation
package import SkeinRelay
package import SkeinWire

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
    private let lock: FolderLock

    /// Opens a folder, making it, its keys and its store where there is nothing yet.
    ///
    /// - Parameter name: The relay's name; nil takes the one in the folder, or the default.
    /// - Throws: When anything in it cannot be believed; nothing is overwritten then.
    package init(_ folder: URL, name: String?) throws(RelayStoreError) {
        try Self.make(folder)
        lock = try FolderLock(folder: folder)
        let file = StoreFile(folder: folder, schema: .current)
        let known = try Self.readKeys(folder)
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
            store = try SQLiteRelayStore(folder: folder)
        case (nil, _):
            let new = RelayKeyFile.make(name: name ?? Self.nameDefault)
            keys = try new.keys()
            store = try SQLiteRelayStore(folder: folder)
            guard try store.workspaceCount() == 0 else {
                throw .damaged(
                    "\(StoreFile.name) holds logs but `keys`, which signed them, is gone")
            }
            // After the store: keys without a store would look like a store lost.
            let url = folder.appending(path: RelayKeyFile.fileName)
            try DurableFile.write(new.encoded(), to: url, replaces: false)
        }
        clock = ClockFile(folder: folder)
    }

    private static func make(_ folder: URL) throws(RelayStoreError) {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .folder("cannot make the folder \(folder.path): \(error.localizedDescription)")
        }
    }

    private static func readKeys(_ folder: URL) throws(RelayStoreError) -> RelayKeyFile? {
        let url = folder.appending(path: RelayKeyFile.fileName)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let bytes: [UInt8]
        do { bytes = [UInt8](try Data(contentsOf: url)) } catch {
            throw .folder("cannot read \(url.path): \(error.localizedDescription)")
        }
        return try RelayKeyFile.decode(bytes)
    }
}
