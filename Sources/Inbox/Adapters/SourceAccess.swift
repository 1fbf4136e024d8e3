import Foundation
import GRDB
package import InboxSources
package import SkeinStore
package import SkeinWire

/// The sources of the workspace, and how this device reaches those whose token it holds.
package struct SourceAccess {
    let store: ReplicaStore
    let tokens: TokenSource
    let adapters: AdapterMaker

    package init(
        store: ReplicaStore, tokens: @escaping TokenSource,
        adapters: @escaping AdapterMaker = Adapters.make
    ) {
        self.store = store
        self.tokens = tokens
        self.adapters = adapters
    }

    /// All sources, by id.
    package func sources() throws(StoreError) -> [SourceRecord] {
        try store.read { database in
            // Read at every event: compiling it anew costs more than running it.
            try Row.fetchAll(
                try database.cachedStatement(
                    sql: "SELECT id, market, account FROM source ORDER BY id")
            ).compactMap(Self.record)
        }
    }

    package func source(_ id: EntityID) throws(StoreError) -> SourceRecord? {
        try store.read { database in
            try Row.fetchOne(
                try database.cachedStatement(
                    sql: "SELECT id, market, account FROM source WHERE id = ?"),
                arguments: [Data(id.bytes)]
            ).flatMap(Self.record)
        }
    }

    package func adapter(_ source: SourceRecord) -> (any SourceAdapter)? {
        tokens(source.id).flatMap { adapters(source.market, $0) }
    }

    private static func record(_ row: Row) -> SourceRecord? {
        guard let id = EntityID(validating: [UInt8](row[0] as Data)),
            let market = Market(rawValue: row[1])
        else { return nil }
        return SourceRecord(id: id, market: market, account: row[2])
    }
}
