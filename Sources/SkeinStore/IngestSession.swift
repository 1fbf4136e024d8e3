import GRDB
import SkeinCRDT
import SkeinWire

import struct Foundation.Data

/// One transaction's worth of ingesting: entities are read once, merged in memory, written once.
struct IngestSession {
    let store: ReplicaStore
    let database: Database
    var report = IngestReport()
    /// Counters of own operations that the log has shown.
    private(set) var settled: Set<UInt64> = []
    private var rowByID: [EntityID: EntityRow] = [:]
    private var entityByFirstDot: [Dot: EntityID] = [:]
    private var entriesByID: [EntityID: [UInt64]] = [:]
    private var touchedActs: Set<EntityID> = []
    private var alsoTouched: Set<EntityID> = []

    init(store: ReplicaStore, database: Database) {
        self.store = store
        self.database = database
    }

    // MARK: Entries

    mutating func take(_ pulled: PulledEntry) throws {
        guard var log = store.log else { throw StoreError.notJoined }
        let index = log.size
        let batch = pulled.batch
        let header = batch.flatMap { try? BatchHeader.decode($0.header) }
        let author = header.flatMap { log.membership.member($0.author) }
        let verdict = try log.apply(pulled.entry) { size in
            try store.root(at: size, database)
        }
        store.log = log
        try storeEntry(pulled, index: index, root: log.root, verdict: verdict, author: author)
        report.entries += 1
        switch verdict {
        case .valid:
            guard let author, let batch, let header else { return }
            try takeBatch(
                batch, header: header, index: index, time: pulled.entry.time, author: author)
        case .void(let reason):
            report.voidEntries[index] = reason.rawValue
        case .stop(let reason):
            throw StoreError.stopped(index: index, reason: String(describing: reason))
        }
    }

    private func storeEntry(
        _ pulled: PulledEntry, index: UInt64, root: [UInt8], verdict: EntryVerdict, author: Member?
    ) throws {
        var refusal: String?
        if case .void(let reason) = verdict { refusal = reason.rawValue }
        try database.cachedStatement(
            sql: """
                INSERT INTO entry (position, time, bytes, root, refusal, device)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Int64(clamping: index), Int64(clamping: pulled.entry.time),
            Data(pulled.entry.encoded()),
            Data(root), refusal, author.map { Int64($0.number.rawValue) },
        ])
        let statement = try database.cachedStatement(
            sql: "INSERT INTO record (entry, position, bytes) VALUES (?, ?, ?)")
        for (position, bytes) in pulled.records.enumerated() {
            try statement.execute(arguments: [Int64(clamping: index), position, Data(bytes)])
        }
    }

    // MARK: Batches

    private mutating func takeBatch(
        _ batch: SealedBatch, header: BatchHeader, index: UInt64, time: UInt64, author: Member
    ) throws {
        let own = author.id == store.device
        if own {
            report.ownBatches += 1
            try database.cachedStatement(sql: "DELETE FROM pending").execute()
        }
        guard let key = store.epochKey(header.epoch) else {
            throw StoreError.inconsistent("the key of epoch \(header.epoch) is missing")
        }
        let opened: OpenedBatch
        do {
            opened = try Batch.open(
                batch, epochKey: key, device: author.number,
                lastCounter: try store.lastCounter(of: author.number, database)
            ) { dot in
                try entityByFirstDot[dot] ?? store.entity(firstDot: dot, database)
            }
        } catch let error as ContentError {
            // Void for everybody: the author records the operations anew, with new dots.
            report.voidEntries[index] = String(describing: error)
            if own {
                try store.renumberUnsent(database)
                report.ownBatchVoid = true
            }
            return
        }
        if own, try store.isTakenBack(opened.operations, database) { report.takenBackBatches += 1 }
        // In the order of the operations: where a row comes to lie is part of the file's bytes.
        for hash in opened.operations.flatMap(\.contents) {
            #if PLANTED_BUGS
                if planted(.textNotStored), !own { continue }
            #endif
            if let content = opened.contents[hash] { try store.save(content, database) }
        }
        for (position, operation) in opened.operations.enumerated() {
            try take(
                operation, position: UInt32(position), index: index, time: time, author: author)
        }
        if let last = opened.operations.last?.dot {
            try store.setLastCounter(last, database)
        }
        report.operations += opened.operations.count
    }

    // MARK: Operations

    private mutating func take(
        _ operation: Operation, position: UInt32, index: UInt64, time: UInt64, author: Member
    ) throws {
        let id = operation.action.entity
        try load(id)
        if rowByID[id]?.firstDot == nil {
            rowByID[id]?.firstDot = operation.dot
            entityByFirstDot[operation.dot] = id
        }
        if entriesByID[id, default: []].last != index { entriesByID[id, default: []].append(index) }
        if author.id == store.device { try meetOwn(operation) }
        let seenTime = operation.seen > 0 ? try store.logTime(at: operation.seen - 1, database) : 0
        let key = OrderKey(
            stamp: OrderKey.effectiveStamp(
                raw: operation.stamp, logTime: time, seenLogTime: seenTime),
            logIndex: index, position: position)
        store.clock.observe(key.stamp)
        #if PLANTED_BUGS
            if planted(.roleNotChecked), !operation.isAct {
                rowByID[id]?.logged.apply(operation, key: key); return
            }
        #endif
        if operation.isAct {
            try takeAct(operation, key: key, time: time, author: author)
        } else if author.role >= .operator, operation.seen <= index {
            rowByID[id]?.logged.apply(operation, key: key)
        } else {
            try refuse(operation, key: key, reason: "role", author: author)
        }
    }

    private mutating func takeAct(
        _ operation: Operation, key: OrderKey, time: UInt64, author: Member
    ) throws {
        let subject = operation.action.entity
        try saveRow(subject)
        let result = try store.applyAct(
            operation, key: key, time: time, author: author, database)
        touchedActs.insert(subject)
        switch result {
        case .changed(let lane): if let lane { alsoTouched.insert(lane) }
        case .void(let reason):
            try refuse(operation, key: key, reason: reason, author: author)
        }
    }

    private mutating func refuse(
        _ operation: Operation, key: OrderKey, reason: String, author: Member
    ) throws {
        if author.id == store.device { report.ownRefusals += 1 }
        try database.cachedStatement(
            sql: """
                INSERT INTO refusal (entry, position, device, counter, reason)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Int64(clamping: key.logIndex), Int64(key.position),
            Int64(author.number.rawValue), Int64(clamping: operation.dot.counter), reason,
        ])
    }

    /// An own operation has arrived in the log: it is unsent no more.
    private mutating func meetOwn(_ operation: Operation) throws {
        settled.insert(operation.dot.counter)
        if operation.dot.counter >= store.nextCounter {
            // A store that is being rebuilt has forgotten what it recorded.
            report.identityCopied = !store.isRebuilding
            store.nextCounter = operation.dot.counter + 1
        }
        #if PLANTED_BUGS
            if planted(.settledKept), operation.dot.counter % 8 == 0 { return }
        #endif
        try database.cachedStatement(sql: "DELETE FROM unsent WHERE counter = ?")
            .execute(arguments: [Int64(clamping: operation.dot.counter)])
    }

    // MARK: Rows

    private mutating func load(_ id: EntityID) throws {
        guard rowByID[id] == nil else { return }
        rowByID[id] =
            try EntityRow.load(id, schema: store.schema, database)
            ?? EntityRow(new: id, schema: store.schema)
    }

    /// Acts need their entity's row before the transaction ends.
    private mutating func saveRow(_ id: EntityID) throws {
        guard rowByID[id]?.key == nil else { return }
        try rowByID[id]?.save(database)
    }

    /// Writes what was merged, folds own unsent edits over it, and names the entities whose views
    /// have to follow.
    mutating func finish() throws -> [EntityID] {
        let ids = rowByID.keys.sorted()
        let posting = try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO posting (entity, entry) VALUES (?, ?)")
        for id in ids {
            guard var row = rowByID[id] else { continue }
            if let key = row.key { try store.refold(&row, key: key, database) }
            try row.save(database)
            for index in entriesByID[id] ?? [] {
                try posting.execute(arguments: [row.key, Int64(clamping: index)])
            }
        }
        for id in touchedActs.sorted() {
            if let lane = try store.refoldAct(id, database) { alsoTouched.insert(lane) }
        }
        return ids + alsoTouched.subtracting(ids).sorted()
    }
}
