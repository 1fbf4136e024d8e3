import GRDB
import SkeinWire

import struct Foundation.Data

extension ReplicaStore {
    /// Brings the application's tables in step with the touched entities.
    func updateViews(_ touched: [EntityID], _ database: Database) throws {
        let context = ViewContext(database: database, store: self)
        var waiting = touched
        // Followers are updated once more even if they were touched themselves: what they look at
        // may have come later.
        repeat {
            var done: Set<EntityID> = []
            for id in waiting where done.insert(id).inserted {
                guard let state = try state(of: id, database) else { continue }
                try views.update(state, context)
            }
            waiting = context.takeTouched()
        } while !waiting.isEmpty
    }

    /// Drops the application's tables and fills them anew when their version has changed.
    func refillViewsIfChanged() throws(StoreError) {
        try transaction { database in
            let stored = try StoredMeta.number(database, "viewsVersion") ?? -1
            guard stored != Int64(views.version) else { return }
            for table in views.tables {
                try database.execute(sql: "DROP TABLE IF EXISTS \(table.quotedDatabaseIdentifier)")
            }
            try views.create(database)
            let ids = try Data.fetchAll(database, sql: "SELECT id FROM entity ORDER BY key")
            try updateViews(ids.map { EntityID([UInt8]($0)) }, database)
            try StoredMeta.put(database, "viewsVersion", Int64(views.version))
        }
    }
}
