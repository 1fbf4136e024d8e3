extension ReplicaStore {
    /// Every operation that the log holds, in its order: each sealed record is opened again.
    ///
    /// Entries whose content is void are left out; operations that the rules void are there, with
    /// the reason.
    package func loggedOperations() throws(StoreError) -> [HistoryItem] {
        try read { database in
            var items: [HistoryItem] = []
            for index in 0..<Int64(self.logSize) {
                items += try self.history(index: index, database) { _ in true }
            }
            return items
        }
    }
}
