import GRDB
import SkeinCRDT
import SkeinFiles
import SkeinWire

import struct Foundation.Data

/// Which copy of its files a store is.
extension ReplicaStore {
    /// What the database file was when it last went to work, by `FileSystem.identity`.
    private static let homeKey = "home"

    /// Where the files are a copy, their original may live on: it alone knows which of the attempts
    /// in flight it has made, so here all of them count as begun.
    ///
    /// That marks are missing proves nothing then. The copy itself is found later, when the log
    /// holds what it has not recorded (rule 21); by then it must not have tried anything again.
    ///
    /// To be called before anything is tried outside; opening alone changes nothing in the files.
    package func settleHome() throws(StoreError) {
        let path = connection.path
        let found = try files.translating { files throws(FileError) in try files.identity(path) }
        let home = try connection.perform {
            try $0.read { try StoredMeta.bytes($0, Self.homeKey) }
        }
        guard let found = found.map({ Array($0.utf8) }), found != home else { return }
        do throws(StoreError) {
            try transaction { database in
                if home != nil, let number = self.member?.number {
                    _ = try self.markAttempts(of: number, database)
                }
                try StoredMeta.put(database, Self.homeKey, found)
            }
        } catch {
            // A store that has never been anywhere else opens on a full disk too.
            guard error == .diskFull, home == nil else { throw error }
        }
    }

    /// Marks every attempt of this device that is in flight, as if it had been begun.
    ///
    /// - Returns: how many.
    func markAttempts(of number: DeviceNumber, _ database: Database) throws -> Int {
        var count = 0
        for bytes in try Data.fetchAll(database, sql: "SELECT shown FROM act ORDER BY id") {
            let act = try ActRecord.decode([UInt8](bytes))
            guard case .inflight(let intent) = act.state, intent.device == number else { continue }
            #if PLANTED_BUGS
                if planted(.copyTrusted) { continue }
            #endif
            try setLocal(
                Self.markKey(Self.mark(of: act.id, attempt: intent.attempt)), [1], database)
            count += 1
        }
        return count
    }
}
