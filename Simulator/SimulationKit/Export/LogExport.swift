import SkeinCRDT
package import SkeinStore
package import SkeinWire

import class Foundation.JSONEncoder

/// A log as a file for the second oracle, `Simulator/oracle/replay.py`: bytes that are to be judged
/// anew, and, apart from them, what a replica of this build makes of them. No key is in it.
package struct LogExport: Encodable, Sendable {
    package struct Entry: Encodable, Sendable {
        /// The entry's bytes, in hex.
        let entry: String
        /// A batch's columns, decrypted and decompressed; nil where they do not open.
        let structure: String?
    }

    struct Field: Encodable, Sendable {
        let name: String
        /// `register`, `set` or `fact`.
        let kind: String
        let choice: String?
        /// A ranked register's values, in hex.
        let ranks: [String]?
    }

    struct Claims: Encodable, Sendable {
        /// By entry: `valid`, or why it is void.
        var verdicts: [String] = []
        /// By entry: the root after it.
        var roots: [String] = []
        /// Valid batches whose content is void.
        var voidContents: [UInt64] = []
        /// Operations without effect: entry, place in the batch.
        var refused: [[UInt64]] = []
        /// Entity, field, shown value, `conflict` or nothing.
        var shown: [[String]] = []
        /// The digest's preimage in part, to say where two differ: members, acts.
        var members = ""
        var acts: [String] = []
        var digest = ""
    }

    private let version = 1
    package let name: String
    private let workspace: String
    /// The relay's newest checkpoint note, in hex; nil where no relay stands behind the log.
    private let note: String?
    private let schema: [Field]
    private let entries: [Entry]
    private(set) var claims = Claims()

    /// - Throws: `StoreError` where a replica cannot take the log in.
    package init(
        name: String, workspace: WorkspaceID, items: [LogPage.Item], note: [UInt8]?,
        schema: Schema, epochKey: @escaping @Sendable (UInt32) -> [UInt8]?
    ) throws {
        self.name = name
        self.workspace = Hex.encode(workspace.bytes)
        self.note = note.map { Hex.encode($0) }
        self.schema = schema.fields.map(Field.init)
        entries = items.map { item in
            let header = item.batch.flatMap { try? BatchHeader.decode($0.header) }
            let columns = header.flatMap { epochKey($0.epoch) }.flatMap { key in
                item.batch.flatMap { SealedStructure.columns(of: $0, key: key) }
            }
            return Entry(
                entry: Hex.encode(item.entry.encoded()), structure: columns.map { Hex.encode($0) })
        }
        let replica = try FreshReplica(
            name: "export-\(name)", workspace: workspace, schema: schema, epochKey: epochKey)
        claims = try Self.claims(of: replica.store, items)
    }

    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return [UInt8](try encoder.encode(self))
    }

    // MARK: What a replica says

    private static func claims(of store: ReplicaStore, _ items: [LogPage.Item]) throws -> Claims {
        var claims = Claims()
        for (index, item) in items.enumerated() {
            let report = try store.ingest([item])
            claims.roots.append(Hex.encode(try store.root(at: UInt64(index) + 1) ?? []))
            let isVoid = report.voidEntries[UInt64(index)] != nil
            if isVoid, try store.entryRefusals()[index] == nil {
                claims.voidContents.append(UInt64(index))
            }
        }
        claims.verdicts = try store.entryRefusals().map { $0 ?? "valid" }
        var position: UInt64 = 0
        var last: UInt64?
        for item in try store.loggedOperations() {
            position = item.logIndex == last ? position + 1 : 0
            last = item.logIndex
            if item.refusal != nil { claims.refused.append([item.logIndex ?? 0, position]) }
        }
        claims.shown = try store.entityIDs().flatMap { try shown($0, store) }
        claims.members = Hex.encode(store.log?.membership.encoded() ?? [])
        claims.acts = try store.acts().map { Hex.encode($0.encoded()) }
        claims.digest = Hex.encode(try store.digest())
        return claims
    }

    private static func shown(_ id: EntityID, _ store: ReplicaStore) throws -> [[String]] {
        guard let state = try store.entity(id) else { return [] }
        return state.cells.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { field in
            [
                Hex.encode(id.bytes), Hex.encode(Array(field.utf8)),
                Hex.encode(state.shown(field)?.value.encoded() ?? []),
                state.isConflict(field) ? "conflict" : "",
            ]
        }
    }
}

extension LogExport.Field {
    fileprivate init(_ rule: FieldRule) {
        var choice: String?
        var ranks: [String]?
        switch rule.kind {
        case .fact: self.init(name: rule.name, kind: "fact", choice: nil, ranks: nil)
        case .set: self.init(name: rule.name, kind: "set", choice: nil, ranks: nil)
        case .register(let rank):
            switch rank {
            case .latest: choice = "latest"
            case .earliest: choice = "earliest"
            case .firstSet: choice = "firstSet"
            case .lowest: choice = "lowest"
            case .ranked(let values):
                choice = "ranked"
                ranks = values.map { Hex.encode($0.encoded()) }
            }
            self.init(name: rule.name, kind: "register", choice: choice, ranks: ranks)
        }
    }
}

extension Run {
    /// Executes the run and exports the log that its relay ends with.
    package func exported(as name: String) throws -> LogExport {
        var run = self
        var exported: Result<LogExport, any Error>?
        run.inspect = { world in exported = Result { try world.exportedLog(as: name) } }
        let outcome = run.execute()
        guard let exported else { throw StepError("the run has no end: \(outcome.error ?? "")") }
        return try exported.get()
    }
}

extension World {
    fileprivate func exportedLog(as name: String) throws -> LogExport {
        let founding = relay.founding
        let key = founding.epochKey
        return try LogExport(
            name: name, workspace: founding.workspace, items: try relay.servedLog(),
            note: try relay.servedNote(), schema: application.schema
        ) { $0 == 1 ? key : nil }
    }
}

extension LogForge {
    package func exported(as name: String) throws -> LogExport {
        let keys = epochKeys
        return try LogExport(
            name: name, workspace: workspace, items: items, note: nil, schema: Self.schema
        ) { keys[$0] }
    }
}
