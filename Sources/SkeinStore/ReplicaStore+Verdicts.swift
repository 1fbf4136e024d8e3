import GRDB

extension ReplicaStore {
    /// Why each entry of the log is without effect as a whole, in the log's order; nil where it
    /// counts.
    package func entryRefusals() throws(StoreError) -> [String?] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT refusal FROM entry ORDER BY position")
                .map { $0[0] as String? }
        }
    }
}
