import GRDB
import SimulationKit
import SkeinCRDT
import SkeinStore
import Synchronization

/// A disk of one test, mounted under a name of its own for as long as it lives.
final class MountedDisk {
    private static let count = Mutex(0)

    let disk: SimulatedDisk
    let files: SimulatedFileSystem

    init(seed: UInt64 = 1, mountPath: String? = nil) {
        let number = Self.count.withLock {
            $0 += 1
            return $0
        }
        disk = SimulatedDisk(
            name: "test-\(number)", generator: Generators(seed: seed).generator("disk"),
            mountPath: mountPath)
        files = SimulatedFileSystem(disk)
        SimulatedVFS.mount(disk)
    }

    deinit { SimulatedVFS.unmount(disk) }

    func path(_ name: String) -> String { disk.absolute(name) }

    /// A database with the stores' settings, or one of them changed.
    func database(synchronous: String = "FULL") throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        let queue = try DatabaseQueue(path: path("data.sqlite"), configuration: configuration)
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = \(synchronous)")
            // Often, so that few rows reach every kind of write.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 8")
        }
        return queue
    }

    /// A database that the replica's own code opens.
    func storedDatabase() throws -> DatabaseQueue {
        let queue = try DatabaseOpening.open(path: path("data.sqlite"))
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_autocheckpoint = 8")
        }
        return queue
    }

    /// With an empty table.
    func notebook(synchronous: String = "FULL", stored: Bool = false) throws -> DatabaseQueue {
        let queue = try stored ? storedDatabase() : database(synchronous: synchronous)
        try queue.write { database in
            try database.execute(
                sql: "CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        }
        return queue
    }
}

/// Rows whose content follows from their number.
enum Note {
    static func body(_ id: Int) -> [UInt8] {
        var random = SplitMix64(seed: UInt64(id))
        return (0..<(40 + random.below(900))).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    static func insert(_ id: Int, _ queue: DatabaseQueue) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT INTO note (id, body) VALUES (?, ?)", arguments: [id, hex(body(id))])
        }
    }

    /// Ids of the rows; throws where the content of one is not its own.
    static func ids(_ queue: DatabaseQueue) throws -> [Int] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT id, body FROM note ORDER BY id").map { row in
                // GRDB traps where a rotten value has another type than the one asked for.
                guard let id = Int.fromDatabaseValue(row[0]),
                    String.fromDatabaseValue(row[1]) == hex(body(id))
                else { throw Changed() }
                return id
            }
        }
    }

    static func check(_ queue: DatabaseQueue) throws -> [String] {
        try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    }

    struct Changed: Error {}

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0, radix: 16) }.joined()
    }
}

/// A digest of all events of a disk, in order.
final class EventLog: Sendable {
    private let lines = Mutex<[DiskEvent]>([])

    init(_ disk: SimulatedDisk) {
        disk.onEvent = { [self] event in lines.withLock { $0.append(event) } }
    }

    var events: [DiskEvent] { lines.withLock { $0 } }

    var digests: [UInt64] { events.map(\.digest) }
}
