import GRDB
package import SkeinCRDT
package import SkeinWire

import struct Foundation.Data

/// Acts and leases: the log's order decides them; own unsent wishes are shown as an overlay.
extension ReplicaStore {
    /// Every act as shown, by id.
    package func acts() throws(StoreError) -> [ActRecord] {
        try read { database in
            try Data.fetchAll(database, sql: "SELECT shown FROM act ORDER BY id")
                .map { try ActRecord.decode([UInt8]($0)) }
        }
    }

    /// One act as shown: the log, and own unsent steps on top.
    package func act(_ id: EntityID) throws(StoreError) -> ActRecord? {
        try read { try self.act(id, column: "shown", $0) }
    }

    /// One act as the log alone says: what may leave the system rests on this.
    package func loggedAct(_ id: EntityID) throws(StoreError) -> ActRecord? {
        try read { try self.act(id, column: "logged", $0) }
    }

    package func lease(_ resource: EntityID) throws(StoreError) -> LeaseRecord? {
        try read { try self.lease(resource, $0) }
    }

    /// What decides whether a lease is held now, by the log as ingested.
    package func leaseContext(author: DeviceNumber) -> LeaseContext? {
        guard let log, let member = log.membership.member(author) else { return nil }
        return leaseContext(log, index: log.size, time: log.lastTime, author: member)
    }

    // MARK: Steps

    enum ActStep {
        /// The lane whose view has to follow; nil for a lease.
        case changed(lane: EntityID?)
        case void(String)
    }

    /// Takes a logged step into the log-ordered state.
    func applyAct(
        _ operation: Operation, key: OrderKey, time: UInt64, author: Member, _ database: Database
    ) throws -> ActStep {
        guard let log, case .act(let verb, let subject, let arguments) = operation.action else {
            throw StoreError.inconsistent("not an act")
        }
        if LeaseVerb(rawValue: verb) != nil {
            let context = leaseContext(log, index: key.logIndex, time: time, author: author)
            let outcome = LeaseReducer.apply(
                verb: verb, subject: subject, arguments: arguments,
                to: try lease(subject, database), context: context)
            guard case .changed(let record) = outcome else { return .void(outcome.word) }
            try save(record, database)
            return .changed(lane: nil)
        }
        guard let known = ActVerb(rawValue: verb) else { return .void("unknown verb") }
        let logged = try act(subject, column: "logged", database)
        var context = actContext(log, key: key, time: time, author: author)
        context.isLaneBusy = try isLaneBusy(known, logged, context, database)
        let outcome = ActReducer.apply(
            verb: verb, subject: subject, arguments: arguments, to: logged, context: context)
        guard case .changed(let record) = outcome else { return .void(outcome.word) }
        try save(logged: record, database)
        return .changed(lane: record.lane)
    }

    /// Folds own unsent steps over the logged act once more.
    ///
    /// - Returns: the lane whose view has to follow; nil if there is no such act.
    func refoldAct(_ id: EntityID, _ database: Database) throws -> EntityID? {
        guard let log, let member,
            let key = try EntityRow.load(id, schema: schema, database)?.key
        else { return nil }
        let logged = try act(id, column: "logged", database)
        var shown = logged
        for operation in try unsentOperations(entity: key, database) {
            guard case .act(let verb, let subject, let arguments) = operation.action,
                let known = ActVerb(rawValue: verb)
            else { continue }
            let made = operation.stamp.milliseconds
            var context = actContext(
                log, key: .unsent(operation), time: max(log.lastTime, made), author: member)
            context.isLaneBusy = try isLaneBusy(known, shown, context, database)
            let outcome = ActReducer.apply(
                verb: verb, subject: subject, arguments: arguments, to: shown, context: context)
            if case .changed(let record) = outcome { shown = record }
        }
        guard let shown else {
            try database.cachedStatement(sql: "DELETE FROM act WHERE entity = ?")
                .execute(arguments: [key])
            return nil
        }
        try save(shown: shown, entity: key, database)
        return shown.lane
    }

    // MARK: Contexts

    private func actContext(
        _ log: LogState, key: OrderKey, time: UInt64, author: Member
    ) -> ActContext {
        ActContext(
            index: key.logIndex, position: key.position, logTime: time,
            madeAt: key.stamp.milliseconds, author: author.number, role: author.role,
            policy: log.membership.policy,
            isActive: { log.membership.member($0)?.isActive ?? false }, isLaneBusy: false)
    }

    /// Only a claim asks for the lane; the other steps are spared the reading.
    private func isLaneBusy(
        _ verb: ActVerb, _ act: ActRecord?, _ context: ActContext, _ database: Database
    ) throws -> Bool {
        guard verb == .claim, let act else { return false }
        return try loggedActs(lane: act.lane, database).contains { other in
            other.id != act.id && other.occupiesLane(isActive: context.isActive)
        }
    }

    private func leaseContext(
        _ log: LogState, index: UInt64, time: UInt64, author: Member
    ) -> LeaseContext {
        LeaseContext(
            index: index, logTime: time, author: author.number, role: author.role,
            policy: log.membership.policy,
            mayHold: { log.membership.member($0)?.mayHoldLeases ?? false },
            lastBatchTime: { device in
                log.membership.member(device).flatMap { log.headByAuthor[$0.id]?.time }
            })
    }

    // MARK: Rows

    private func loggedActs(lane: EntityID, _ database: Database) throws -> [ActRecord] {
        let statement = try database.cachedStatement(
            sql: "SELECT logged FROM act WHERE lane = ? AND logged IS NOT NULL ORDER BY id")
        return try Data.fetchAll(statement, arguments: [Data(lane.bytes)])
            .map { try ActRecord.decode([UInt8]($0)) }
    }

    private func act(_ id: EntityID, column: String, _ database: Database) throws -> ActRecord? {
        let statement = try database.cachedStatement(
            sql: "SELECT \(column) FROM act WHERE id = ? AND \(column) IS NOT NULL")
        return try Data.fetchOne(statement, arguments: [Data(id.bytes)])
            .map { try ActRecord.decode([UInt8]($0)) }
    }

    private func lease(_ resource: EntityID, _ database: Database) throws -> LeaseRecord? {
        try Data.fetchOne(
            try database.cachedStatement(sql: "SELECT record FROM lease WHERE id = ?"),
            arguments: [Data(resource.bytes)]
        ).map { try LeaseRecord.decode([UInt8]($0)) }
    }

    private func save(logged record: ActRecord, _ database: Database) throws {
        guard let key = try EntityRow.load(record.id, schema: schema, database)?.key else {
            throw StoreError.inconsistent("an act without its entity")
        }
        let bytes = Data(record.encoded())
        try database.cachedStatement(
            sql: """
                INSERT INTO act (entity, id, lane, state, logged, shown) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (entity) DO UPDATE SET state = excluded.state,
                    logged = excluded.logged, shown = excluded.shown
                """
        ).execute(arguments: [
            key, Data(record.id.bytes), Data(record.lane.bytes), record.state.name, bytes, bytes,
        ])
    }

    private func save(shown record: ActRecord, entity key: Int64, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO act (entity, id, lane, state, logged, shown)
                VALUES (?, ?, ?, ?, NULL, ?)
                ON CONFLICT (entity) DO UPDATE SET state = excluded.state, shown = excluded.shown
                """
        ).execute(arguments: [
            key, Data(record.id.bytes), Data(record.lane.bytes), record.state.name,
            Data(record.encoded()),
        ])
    }

    private func save(_ record: LeaseRecord, _ database: Database) throws {
        guard let key = try EntityRow.load(record.resource, schema: schema, database)?.key else {
            throw StoreError.inconsistent("a lease without its entity")
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO lease (entity, id, record) VALUES (?, ?, ?)",
            arguments: [key, Data(record.resource.bytes), Data(record.encoded())])
    }
}

extension ActOutcome {
    fileprivate var word: String {
        switch self {
        case .changed: "changed"
        case .void(let refusal): refusal.rawValue
        }
    }
}

extension LeaseOutcome {
    fileprivate var word: String {
        switch self {
        case .changed: "changed"
        case .void(let refusal): refusal.rawValue
        }
    }
}
