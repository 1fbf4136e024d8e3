import GRDB
import SkeinFiles
import SkeinPages
import SkeinRelay

import struct Foundation.URL

#if PLANTED_BUGS
    import SkeinCRDT
#endif

/// Opens, checks, creates and upgrades the database file; nothing is changed before it is known to
/// be a relay's store of a known version.
struct StoreFile {
    static let name = "relay.sqlite"
    /// A check of every page is worth its time after a kill, and always for a small file.
    private static let quickCheckBytesMax = 256 << 20

    let path: String
    let schema: RelaySchema
    private let files: any FileSystem

    init(folder: URL, schema: RelaySchema, files: any FileSystem = SystemFileSystem()) {
        path = folder.appending(path: Self.name).path
        self.schema = schema
        self.files = files
    }

    var exists: Bool { bytes(of: path) > 0 || bytes(of: wal) > 0 }

    /// The one connection of the one process that holds the folder's lock.
    func open() throws(RelayStoreError) -> DatabaseQueue {
        do {
            try refuseForeignHeader()
            let isChecked = bytes(of: wal) > 0 || bytes(of: path) <= Self.quickCheckBytesMax
            guard let uri = ChecksumVFS.uri(path) else {
                throw RelayStoreError.io("this SQLite cannot keep checksums of pages")
            }
            let queue = try DatabaseQueue(path: uri, configuration: configuration)
            let found = try queue.read { database in
                if isChecked { try Self.quickCheck(database) }
                return try version(database)
            }
            try setUp(queue)
            if found < schema.version { try upgrade(queue, from: found) }
            guard try queue.read(Self.hasChecksums) else {
                throw RelayStoreError.damaged("the pages of \(path) have no checksums")
            }
            return queue
        } catch {
            throw RelayStoreError(error)
        }
    }

    /// How the connection really is, read back from SQLite.
    static func settings(_ database: Database) throws -> [String] {
        try ["journal_mode", "synchronous", "locking_mode"].map {
            try String.fetchOne(database, sql: "PRAGMA \($0)") ?? ""
        }
    }

    private static func hasChecksums(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "PRAGMA \(ChecksumVFS.pragma)") == 1
    }

    private var wal: String { path + "-wal" }

    private var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "relay store"
        configuration.prepareDatabase { database in
            // Before the first access: then WAL needs no shared memory and nobody else gets in.
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            if try Int.fetchOne(database, sql: "PRAGMA page_count") == 0 {
                _ = ChecksumVFS.reserve(database.sqliteConnection)
            }
        }
        return configuration
    }

    /// By our own hand rather than by GRDB's `journalMode`, which lowers `synchronous` to NORMAL: a
    /// power cut could then take back an entry whose index has been answered.
    private func setUp(_ queue: DatabaseQueue) throws {
        let settings = try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            return try Self.settings(database)
        }
        guard settings == ["wal", "2", "exclusive"] else {
            throw RelayStoreError.io("SQLite did not take the settings: it says \(settings)")
        }
        #if PLANTED_BUGS
            if planted(.relayNotSynced) {
                try queue.inDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
            }
        #endif
    }

    /// Looks at the file's own header, because opening a WAL file may already write to it.
    ///
    /// Source: sqlite.org/fileformat2.html, offsets 0 (magic), 60 (user version), 68 (application).
    private func refuseForeignHeader() throws {
        let header = try files.read(path, first: 100) ?? []
        guard !header.isEmpty else { return }
        guard header.count == 100, header.starts(with: Array("SQLite format 3\0".utf8)) else {
            throw RelayStoreError.damaged("\(path) is not an SQLite database")
        }
        let version = Self.integer(header, at: 60)
        let application = Self.integer(header, at: 68)
        // Both are 0 while the first transaction is still in the WAL.
        guard application == RelaySchema.applicationID || application == 0 else {
            throw RelayStoreError.damaged("\(path) belongs to another program")
        }
        guard version <= schema.version else {
            throw RelayStoreError.newer(found: Int(version), known: schema.version)
        }
    }

    /// 0 for an empty database.
    private func version(_ database: Database) throws -> Int {
        let application = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        if application == RelaySchema.applicationID {
            guard version <= schema.version else {
                throw RelayStoreError.newer(found: version, known: schema.version)
            }
            return version
        }
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
        guard application == 0, tables == 0 else {
            throw RelayStoreError.damaged("\(path) belongs to another program")
        }
        return 0
    }

    private static func quickCheck(_ database: Database) throws {
        let findings = try String.fetchAll(database, sql: "PRAGMA quick_check(5)")
        guard findings == ["ok"] else {
            throw RelayStoreError.damaged(findings.joined(separator: "; "))
        }
    }

    /// An older store is copied aside first, then changed in one transaction.
    private func upgrade(_ queue: DatabaseQueue, from found: Int) throws {
        if found > 0 { try copy(queue, from: found) }
        if try !queue.read(Self.hasChecksums) {
            try queue.writeWithoutTransaction { database in
                _ = ChecksumVFS.reserve(database.sqliteConnection)
                try database.execute(sql: "VACUUM")
                // What says that there are checksums stands in the file, not in its log.
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
        try queue.write { try schema.migrate($0, from: found) }
    }

    /// The copy has its name only once it is whole.
    private func copy(_ queue: DatabaseQueue, from found: Int) throws {
        let copy = "\(path).version-\(found)"
        let aside = copy + ".new"
        // One left by an upgrade that failed; the database it was made from is still there.
        try files.remove(aside)
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [aside])
        }
        // SQLite does not sync what it vacuums into.
        try files.openForAppending(aside).sync()
        try files.rename(aside, to: copy)
    }

    /// 0 where there is no such file; what cannot be asked for its size cannot be opened either,
    /// and says why then.
    private func bytes(of path: String) -> Int {
        do { return try files.size(path) ?? 0 } catch { return 0 }
    }

    private static func integer(_ bytes: [UInt8], at offset: Int) -> Int32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int32($1) }
    }
}
