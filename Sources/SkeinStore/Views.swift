public import GRDB
public import SkeinCRDT
public import SkeinWire

/// An application's own tables, kept in step with the replica inside the same transaction.
public struct Views: Sendable {
    /// Raised when `create` changes: the tables are then dropped and filled anew.
    public let version: Int
    /// The names of the tables, dropped before `create` runs again.
    public let tables: [String]
    /// Columns that only number their table's rows as they come: equal contents may differ in them.
    public let rowNumberByTable: [String: String]
    public let create: @Sendable (Database) throws -> Void
    /// Called once for each entity that a transaction touched, with what is shown of it then.
    public let update: @Sendable (EntityState, ViewContext) throws -> Void

    public init(
        version: Int, tables: [String], rowNumberByTable: [String: String] = [:],
        create: @escaping @Sendable (Database) throws -> Void,
        update: @escaping @Sendable (EntityState, ViewContext) throws -> Void
    ) {
        self.version = version
        self.tables = tables
        self.rowNumberByTable = rowNumberByTable
        self.create = create
        self.update = update
    }

    /// No tables at all.
    public static let none = Views(version: 0, tables: [], create: { _ in }, update: { _, _ in })
}

/// What a view may look at while it is brought up to date.
public final class ViewContext {
    public let database: Database
    private let store: ReplicaStore
    private(set) var touched: [EntityID] = []

    init(database: Database, store: ReplicaStore) {
        self.database = database
        self.store = store
    }

    /// The text behind a content hash; nil where its record is missing or unreadable.
    public func text(of hash: ContentHash) throws -> String? {
        try store.text(of: hash, database)
    }

    public func entity(_ id: EntityID) throws -> EntityState? {
        try store.state(of: id, database)
    }

    /// The person that a device acts for.
    public func person(of device: DeviceNumber) -> UInt32? { store.person(of: device) }

    /// Has another entity's view brought up to date as well, later in this transaction.
    public func touch(_ id: EntityID) { touched.append(id) }

    func takeTouched() -> [EntityID] {
        defer { touched = [] }
        return touched
    }
}
