import Foundation
import GRDB
import SkeinRelay
import SkeinWire

#if PLANTED_BUGS
    import SkeinCRDT
#endif

/// Writes one append; the caller holds the transaction.
struct EntryWriter {
    private let database: Database
    private let workspace: WorkspaceID

    init(_ database: Database, _ workspace: WorkspaceID) {
        self.database = database
        self.workspace = workspace
    }

    func write(_ append: LogAppend) throws {
        try writeEntry(append)
        for (number, sealed) in append.item.records.enumerated() {
            try writeRecord(sealed, number: number, position: Int64(append.index))
        }
        #if PLANTED_BUGS
            if planted(.headNotWritten), append.index % 16 == 15 { return try write(append.note) }
        #endif
        try writeHead(append.head)
        try write(append.note)
        if let snapshot = append.snapshot { try write(snapshot) }
    }

    func write(_ note: StoredNote) throws {
        try execute(
            """
            INSERT INTO note (workspace, size, time, note) VALUES (?, ?, ?, ?)
            ON CONFLICT (workspace) DO UPDATE
            SET size = excluded.size, time = excluded.time, note = excluded.note
            """,
            [workspace.blob, Int64(note.size), Int64(clamping: note.time), Data(note.bytes)])
    }

    private func writeEntry(_ append: LogAppend) throws {
        let entry = append.item.entry.encoded()
        try execute(
            """
            INSERT INTO entry (workspace, position, key, time, leaf, root, entry)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                workspace.blob, Int64(append.index), Data(append.key),
                Int64(clamping: append.item.entry.time), Data(Merkle.leafHash(entry)),
                Data(append.head.root), Data(entry),
            ])
    }

    private func writeRecord(_ sealed: [UInt8], number: Int, position: Int64) throws {
        try execute(
            """
            INSERT INTO record (workspace, position, number, leaf, sealed) VALUES (?, ?, ?, ?, ?)
            """,
            [workspace.blob, position, number, Data(Merkle.leafHash(sealed)), Data(sealed)])
    }

    private func writeHead(_ head: WorkspaceHead) throws {
        try execute(
            """
            INSERT INTO workspace (workspace, size, last_time, bytes, root) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (workspace) DO UPDATE
            SET size = excluded.size, last_time = excluded.last_time, bytes = excluded.bytes,
                root = excluded.root
            """,
            [
                workspace.blob, Int64(head.size), Int64(clamping: head.lastTime),
                Int64(clamping: head.bytes), Data(head.root),
            ])
    }

    private func write(_ snapshot: StateSnapshot) throws {
        try execute(
            """
            INSERT INTO snapshot (workspace, size, state) VALUES (?, ?, ?)
            ON CONFLICT (workspace) DO UPDATE SET size = excluded.size, state = excluded.state
            """,
            [workspace.blob, Int64(snapshot.size), Data(snapshot.state)])
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
