import GRDB
import SkeinFiles

/// Brings a database to this build's format, or refuses it untouched.
enum StoreMigration {
    static func run(
        _ queue: DatabaseQueue, path: String, views: Views, files: any FileSystem
    ) throws(StoreError) {
        try StoreFailure.translating(path: path) {
            guard let found = try queue.read(format) else {
                try queue.write { database in
                    try StoreLayout.create(database)
                    try StoredMeta.put(database, "format", Int64(StoreLayout.format))
                    try views.create(database)
                    try StoredMeta.put(database, "viewsVersion", Int64(views.version))
                }
                return
            }
            guard found < StoreLayout.format else { return }
            try copy(queue, to: "\(path).format-\(found)", files)
            if try !queue.read(DatabaseOpening.hasChecksums) {
                try DatabaseOpening.addChecksums(queue)
            }
            try queue.write { database in
                for step in found..<StoreLayout.format { try migrate(database, from: step) }
                try StoredMeta.put(database, "format", Int64(StoreLayout.format))
            }
        }
    }

    /// Refuses what is not a database of ours, or is of a newer format.
    static func inspect(_ database: Database) throws {
        guard let found = try format(database), found > StoreLayout.format else { return }
        throw StoreError.newerFormat(found: found, known: StoreLayout.format)
    }

    /// The stored format; nil in a new, empty file.
    private static func format(_ database: Database) throws -> Int? {
        guard try database.tableExists("meta") else {
            let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard tables == 0 else {
                throw StoreError.inconsistent("the database is not one of Skein's")
            }
            return nil
        }
        return try StoredMeta.number(database, "format").map { Int($0) } ?? 0
    }

    /// A whole copy beside the original, kept for the person who wants to go back; it has its name
    /// only once it is whole.
    private static func copy(
        _ queue: DatabaseQueue, to path: String, _ files: any FileSystem
    ) throws {
        let aside = path + ".new"
        do throws(FileError) {
            // One left by a migration that failed; the database it was made from is still there.
            try files.remove(aside)
        } catch {
            throw StoreError(error)
        }
        let target = try DatabaseQueue(path: try DatabaseOpening.uri(aside))
        try queue.backup(to: target)
        try target.close()
        do throws(FileError) {
            try files.openForAppending(aside).sync()
            try files.rename(aside, to: path)
        } catch {
            throw StoreError(error)
        }
    }

    /// Format 0 kept no time for unsent edits; format 1 had no checksums of pages, which are there
    /// by now.
    private static func migrate(_ database: Database, from format: Int) throws {
        switch format {
        case 0:
            try database.execute(
                sql: "ALTER TABLE unsent ADD COLUMN madeAt INTEGER NOT NULL DEFAULT 0")
        case 1: break
        default: throw StoreError.inconsistent("no way up from format \(format)")
        }
    }
}
