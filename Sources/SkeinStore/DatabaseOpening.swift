import Foundation
package import GRDB

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
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
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
