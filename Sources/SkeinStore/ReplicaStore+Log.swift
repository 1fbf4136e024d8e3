import GRDB

extension ReplicaStore {
    /// Every operation that the log holds, in its order: each sealed record is opened again.
    ///
    /// Entries whose content is void are left out; operations that the rules void are there, with
    /// the reason.
    package func loggedOperations() throws(StoreError) -> [HistoryItem] {
        try read { database in
            var items: [HistoryItem] = []
            // A batch whose content is void has left no posting.
            let indices = try Int64.fetchAll(
                database, sql: "SELECT DISTINCT entry FROM posting ORDER BY entry")
            for index in indices {
                items += try self.history(index: index, database) { _ in true }
            }
            return items
        }
    }
}
