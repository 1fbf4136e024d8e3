import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
package import SkeinWire

extension InboxDesk {
    /// The steps of a chat, its messages, notes and replies, in the order in which the log learnt
    /// of them, unsent ones last.
    package func log(_ chat: EntityID) throws -> [ActionRow] {
        let directory = try DeskDirectory(store)
        let related = try store.read { database in
            try Data.fetchAll(
                database,
                sql: """
                    SELECT entity.id FROM entity JOIN note ON note.id = entity.id
                    WHERE note.chat = ?1 UNION SELECT id FROM act WHERE lane = ?1 ORDER BY 1
                    """,
                arguments: [Data(chat.bytes)])
        }
        var rows: [ActionRow] = []
        for entity in [chat] + related.compactMap({ EntityID(validating: [UInt8]($0)) }) {
            var reader = HistoryReader(desk: self, directory: directory)
            for item in try store.history(of: entity) { rows.append(try reader.row(item)) }
        }
        rows += try messageRows(chat)
        return rows.sorted {
            ($0.logIndex ?? .max, $0.dot.device, $0.dot.counter)
                < ($1.logIndex ?? .max, $1.dot.device, $1.dot.counter)
        }
    }

    /// Messages need no reading of the log: a fact has no history of its own.
    private func messageRows(_ chat: EntityID) throws -> [ActionRow] {
        let messages = try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT id, sent, text FROM message WHERE chat = ? ORDER BY id",
                arguments: [Data(chat.bytes)])
        }
        return try messages.compactMap { row in
            guard let entity = EntityID(validating: [UInt8](row[0] as Data)),
                let fact = try store.entity(entity)?.shown(Field.messageBody)
            else { return nil }
            return ActionRow(
                dot: fact.dot, time: WallTime(milliseconds: row[1]), author: nil,
                device: fact.dot.device, kind: .message, value: row[2], replaced: [],
                isUnsent: fact.key.isUnsent, logIndex: fact.key.isUnsent ? nil : fact.key.logIndex,
                refusal: nil)
        }
    }
}

/// Reads one entity's operations as steps, remembering what each of them replaced.
struct HistoryReader {
    let desk: InboxDesk
    let directory: DeskDirectory
    private var alive: [String: [AliveValue]] = [:]

    init(desk: InboxDesk, directory: DeskDirectory) {
        self.desk = desk
        self.directory = directory
    }

    /// - Precondition: called for an entity's operations in their order.
    mutating func row(_ item: HistoryItem) throws -> ActionRow {
        let (kind, value, replaced) = try step(item)
        let clamped = item.logTime.map {
            OrderKey.effectiveStamp(raw: item.operation.stamp, logTime: $0, seenLogTime: 0)
        }
        let stamp = clamped ?? item.operation.stamp
        return ActionRow(
            dot: item.operation.dot,
            time: WallTime(milliseconds: Int64(clamping: stamp.milliseconds)),
            author: item.person.map(directory.person), device: item.device, kind: kind,
            value: value, replaced: replaced, isUnsent: item.logIndex == nil,
            logIndex: item.logIndex, refusal: item.refusal)
    }

    private mutating func step(
        _ item: HistoryItem
    ) throws -> (ActionRow.Kind, String?, [String]) {
        switch item.operation.action {
        case .write(_, let field, let value):
            let replaced = try replace(item, field, value)
            return (Self.kind(field), try text(value, field), replaced)
        case .add(_, let field, let value):
            return (field == Field.chatLinks ? .link : .tag, try text(value, field), [])
        case .remove(_, let field, let value):
            return (field == Field.chatLinks ? .unlink : .untag, try text(value, field), [])
        case .fact(_, let field, let value):
            if let note = NoteFact(value), field == Field.noteBody {
                return (.note, try note.text.flatMap { try desk.store.text(of: $0) }, [])
            }
            return (Self.kind(field), nil, [])
        case .act(let verb, _, let arguments): return try delivery(verb, arguments)
        }
    }

    /// What the write saw and replaced; it stands in their place from now on, unless it is void.
    private mutating func replace(
        _ item: HistoryItem, _ field: String, _ value: Value
    ) throws -> [String] {
        guard item.refusal == nil else { return [] }
        let operation = item.operation
        let written = AliveValue(
            dot: operation.dot, value: value,
            key: OrderKey(
                stamp: operation.stamp, logIndex: item.logIndex ?? OrderKey.unsentIndex,
                position: 0),
            seen: operation.seen)
        let before = alive[field] ?? []
        alive[field] = before.filter { !written.saw($0) } + [written]
        return try before.filter(written.saw).compactMap { try text($0.value, field) }
    }

    private func delivery(
        _ verb: String, _ arguments: [Value]
    ) throws -> (ActionRow.Kind, String?, [String]) {
        switch ActRequest(verb: verb, arguments: arguments) {
        case .enqueue(let wish): (.reply, try desk.store.text(of: wish.text), [])
        case .edit(_, let hash): (.reply, try desk.store.text(of: hash), [])
        case .outcome(_, let report): (.delivery, "outcome \(report.word)", [])
        case .reconcile(_, let finding): (.delivery, "reconcile \(finding.word)", [])
        case .decide(_, let decision): (.delivery, "decide \(decision.rawValue)", [])
        default: (.delivery, verb, [])
        }
    }

    private func text(_ value: Value, _ field: String) throws -> String? {
        if value == .null { return nil }
        return try desk.readable(value, field, directory)
    }

    static func kind(_ field: String) -> ActionRow.Kind {
        switch field {
        case Field.chatOpened: .chat
        case Field.chatBuyer: .buyer
        case Field.chatContext: .context
        case Field.chatStatus: .status
        case Field.chatAssignee: .assignee
        case Field.chatSnooze: .snooze
        case Field.noteWithdrawn: .noteWithdrawn
        default: .other
        }
    }
}

extension ActReport {
    fileprivate var word: String {
        switch self {
        case .sent: "sent"
        case .rejected: "rejected"
        case .notSent: "not-sent"
        case .unknown: "unknown"
        }
    }
}

extension ActFinding {
    fileprivate var word: String {
        switch self {
        case .found: "found"
        case .absent: "absent"
        case .undecided: "undecided"
        }
    }
}
