import Foundation
import GRDB
import SkeinRelay
import SkeinWire

/// The mailbox of those who want to join; the caller holds the transaction.
struct JoinWriter {
    private let database: Database
    private let workspace: WorkspaceID

    init(_ database: Database, _ workspace: WorkspaceID) {
        self.database = database
        self.workspace = workspace
    }

    func add(_ join: PendingJoin, since: UInt64, countMax: Int) throws -> Bool {
        try database.execute(
            sql: "DELETE FROM join_request WHERE workspace = ? AND posted < ?",
            arguments: [workspace.blob, Int64(clamping: since)])
        guard try !isKnown(join) else { return true }
        guard try count() < countMax else { return false }
        try database.execute(
            sql: """
                INSERT INTO join_request (workspace, invite, request, posted) VALUES (?, ?, ?, ?)
                """,
            arguments: [
                workspace.blob, Data(join.invite), Data(join.request),
                Int64(clamping: join.posted),
            ])
        return true
    }

    private func isKnown(_ join: PendingJoin) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM join_request
                WHERE workspace = ? AND invite = ? AND request = ?)
                """,
            arguments: [workspace.blob, Data(join.invite), Data(join.request)]) ?? false
    }

    private func count() throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM join_request WHERE workspace = ?",
            arguments: [workspace.blob]) ?? 0
    }
}
