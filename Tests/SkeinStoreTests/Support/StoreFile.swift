import Foundation
import GRDB
import SkeinPages
import SkeinStore

/// A store's folder as tests damage it and look at it from outside.
enum StoreFile {
    /// The error that opening the folder ends with; nil where it opens.
    static func failure(in folder: URL) -> StoreError? {
        do throws(StoreError) {
            _ = try ReplicaStore(folder: folder, schema: TodoList.schema, views: TodoList.views)
            return nil
        } catch {
            return error
        }
    }

    /// The index of the entry that a store refuses to go past; nil where it does not stop.
    static func stop(_ body: () throws -> Void) -> UInt64? {
        do {
            try body()
            return nil
        } catch {
            guard case StoreError.stopped(let index, _) = error else { return nil }
            return index
        }
    }

    /// A store's database from outside, with the checksums of its pages kept.
    static func database(_ path: String) throws -> DatabaseQueue {
        guard let uri = ChecksumVFS.uri(path) else { throw POSIXError(.ENOSYS) }
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        return try DatabaseQueue(path: uri, configuration: configuration)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    static func write(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
