import GRDB
public import SkeinCRDT
import SkeinWire

import struct Foundation.Data

extension ReplicaStore {
    /// Records one command: its operations, their effect on what is shown, and the views, in one
    /// transaction that is on the disk when this returns.
    ///
    /// Facts that are known already are left out; the result may be empty.
    ///
    /// - Returns: the dots of the command's operations; the first one names the command.
    /// - Throws: `StoreError.notJoined`, `.badEdit`, or a failure of the database.
    @discardableResult
    public func record(
        _ edits: [Edit], now: WallTime, random: inout some RandomNumberGenerator
    ) throws(StoreError) -> [Dot] {
        try record(commands: [(edits, now)], random: &random)
    }

    /// Records several commands, each with its own time, in one transaction.
    @discardableResult
    package func record(
        commands: [(edits: [Edit], now: WallTime)], random: inout some RandomNumberGenerator
    ) throws(StoreError) -> [Dot] {
        guard !isRebuilding else { throw .rebuilding }
        guard let number = member?.number else { throw .notJoined }
        freshContents = [:]
        let recorded = try transaction { database in
            var recorded: [Operation] = []
            var touched: [EntityID] = []
            for (edits, now) in commands {
                var startsCommand = true
                for edit in edits {
                    guard let action = try action(for: edit, database, &random) else { continue }
                    let operation = Operation(
                        dot: Dot(device: number, counter: nextCounter),
                        stamp: clock.tick(now: now), seen: logSize, startsCommand: startsCommand,
                        action: action)
                    startsCommand = false
                    nextCounter += 1
                    touched.append(try overlay(operation, madeAt: now, database))
                    recorded.append(operation)
                }
            }
            try StoredMeta.save(database, clock: clock, nextCounter: nextCounter)
            try updateViews(touched, database)
            return recorded
        }
        gather(recorded)
        return recorded.map(\.dot)
    }

    /// Takes back a command that has not been sealed for the relay.
    ///
    /// - Returns: false, and nothing is changed, if it has left or there is no such command.
    public func withdraw(command first: Dot) throws(StoreError) -> Bool {
        guard let number = member?.number, first.device == number else { return false }
        var withdrawn: [UInt64] = []
        let isDone = try transaction { database in
            let pending = try UInt64.fetchOne(database, sql: "SELECT lastCounter FROM pending")
            // Whether these were sealed before the database was lost is not known.
            let takenBack = try StoredMeta.number(database, StoredMeta.takenBackKey)
            let sealed = max(pending ?? 0, UInt64(clamping: takenBack ?? 0))
            let unsent = try unsentOperations(database)
            guard let start = unsent.firstIndex(where: { $0.dot == first }),
                unsent[start].startsCommand, first.counter > sealed
            else { return false }
            let end = unsent[(start + 1)...].firstIndex(where: \.startsCommand) ?? unsent.endIndex
            withdrawn = unsent[start..<end].map(\.dot.counter)
            for operation in unsent[start..<end] {
                try database.execute(
                    sql: "DELETE FROM unsent WHERE counter = ?",
                    arguments: [Int64(clamping: operation.dot.counter)])
            }
            let subjects = Set(unsent[start..<end].map(\.action.entity)).sorted()
            for subject in subjects { try refold(subject, database) }
            try updateViews(subjects, database)
            return true
        }
        if isDone { journalWithdrawal(withdrawn) }
        return isDone
    }

    // MARK: From edit to operation

    /// Nil where the edit says nothing new.
    private func action(
        for edit: Edit, _ database: Database, _ random: inout some RandomNumberGenerator
    ) throws -> Operation.Action? {
        switch edit {
        case .write(let id, let field, let value):
            return .write(id, field: try checked(field), value)
        case .writeText(let id, let field, let text):
            let hash = try keep(text, database, &random)
            return .write(id, field: try checked(field), .content(hash))
        case .add(let id, let field, let value):
            return .add(id, field: try checked(field), value)
        case .remove(let id, let field, let value):
            return .remove(id, field: try checked(field), value)
        case .fact(let id, let field, let parts):
            if try isKnown(parts, id, field, database) { return nil }
            return .fact(id, field: try checked(field), .list(try values(parts, database, &random)))
        case .act(let verb, let subject, let parts):
            return .act(
                verb: try checked(verb), subject: subject,
                arguments: try values(parts, database, &random))
        }
    }

    private func checked(_ name: String) throws -> String {
        guard (1...64).contains(name.utf8.count) else {
            throw StoreError.badEdit("a field's name has 1 to 64 bytes")
        }
        return name
    }

    private func values(
        _ parts: [FactPart], _ database: Database, _ random: inout some RandomNumberGenerator
    ) throws -> [Value] {
        try parts.map { part in
            switch part {
            case .value(let value): value
            case .text(let text): .content(try keep(text, database, &random))
            }
        }
    }

    /// Stores a text under its salted hash.
    private func keep(
        _ text: String, _ database: Database, _ random: inout some RandomNumberGenerator
    ) throws -> ContentHash {
        let salt = (0..<Content.saltLength).map { _ in UInt8.random(in: 0...255, using: &random) }
        let content = Content(salt: salt, text: Array(text.utf8))
        try save(content, database)
        freshContents[content.hash] = content
        return content.hash
    }

    func save(_ content: Content, _ database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO content (hash, salt, text) VALUES (?, ?, ?)"
        ).execute(arguments: [Data(content.hash.bytes), Data(content.salt), Data(content.text)])
    }

    /// Texts are compared by what they say: each copy has a salt of its own.
    private func isKnown(
        _ parts: [FactPart], _ id: EntityID, _ field: String, _ database: Database
    ) throws -> Bool {
        guard let state = try state(of: id, database) else { return false }
        return try state.alive(field).contains { copy in
            guard case .list(let values) = copy.value, values.count == parts.count else {
                return false
            }
            return try zip(values, parts).allSatisfy { value, part in
                switch (value, part) {
                case (.content(let hash), .text(let text)):
                    return try self.text(of: hash, database) == text
                case (let value, .value(let other)): return value == other
                default: return false
                }
            }
        }
    }
}
