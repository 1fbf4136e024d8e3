import Foundation
package import GRDB
import SkeinPages

#if PLANTED_BUGS
    import SkeinCRDT
#endif

/// Opens a SQLite file with the settings that durability rests on, each read back.
package enum DatabaseOpening {
    /// - Parameter inspect: looks at the file before anything in it is changed; what it throws
    ///   refuses the file untouched.
    /// - Throws: `StoreError.settingRefused`, `.damaged`, `.diskFull`, `.unreachable`.
    package static func open(
        path: String, inspect: (Database) throws -> Void = { _ in }
    ) throws(StoreError) -> DatabaseQueue {
        try StoreFailure.translating(path: path) {
            var configuration = Configuration()
            configuration.label = "skein"
            configuration.busyMode = .immediateError
            configuration.prepareDatabase { database in
                // Before the first read, so that WAL works without shared memory.
                try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
                try database.execute(sql: "PRAGMA foreign_keys = ON")
                try database.execute(sql: "PRAGMA secure_delete = ON")
                if try Int.fetchOne(database, sql: "PRAGMA page_count") == 0 {
                    _ = ChecksumVFS.reserve(database.sqliteConnection)
                }
            }
            let queue = try DatabaseQueue(path: try uri(path), configuration: configuration)
            try queue.read(inspect)
            // After all set-up by GRDB, which lowers `synchronous` when it turns WAL on.
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA synchronous = FULL")
                #if PLANTED_BUGS
                    if planted(.storeNotSynced) {
                        return try database.execute(sql: "PRAGMA synchronous = OFF")
                    }
                #endif
                try readBack(database)
            }
            return queue
        }
    }

    /// The path as SQLite opens it with checksums of pages.
    static func uri(_ path: String) throws(StoreError) -> String {
        guard let uri = ChecksumVFS.uri(path) else {
            throw .settingRefused(name: "file system", wanted: "checksums of pages", found: "none")
        }
        return uri
    }

    static func hasChecksums(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA \(ChecksumVFS.pragma)") == 1
    }

    /// Gives a database from before checksums its own.
    static func addChecksums(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { database in
            _ = ChecksumVFS.reserve(database.sqliteConnection)
            try database.execute(sql: "VACUUM")
            // What says that there are checksums stands in the file, not in its log.
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    /// - Throws: `StoreError.damaged` where pages are not compared with their checksums: every
    ///   database of today's format has them, so what says so has changed.
    static func demandChecksums(_ queue: DatabaseQueue, path: String) throws(StoreError) {
        let isOn = try StoreFailure.translating(path: path) { try queue.read(hasChecksums) }
        guard isOn else { throw .damaged(path: path, detail: "its pages have no checksums") }
    }

    private static func readBack(_ database: Database) throws {
        let wanted = [
            ("journal_mode", "wal"), ("synchronous", "2"), ("locking_mode", "exclusive"),
            ("foreign_keys", "1"), ("secure_delete", "1"),
        ]
        for (name, value) in wanted {
            let found = try String.fetchOne(database, sql: "PRAGMA \(name)") ?? "nothing"
            guard found == value else {
                throw StoreError.settingRefused(name: name, wanted: value, found: found)
            }
        }
    }
}
