import Foundation
import SkeinCRDT
import SkeinStore
import SkeinWire

extension InboxDesk {
    /// What people have set apart without seeing each other, by entity.
    package func conflicts() throws -> [ConflictRow] {
        try conflicts(DeskDirectory(store)) { _ in true }
    }

    func conflicts(
        _ directory: DeskDirectory, where isWanted: (EntityID) -> Bool
    ) throws -> [ConflictRow] {
        try store.conflicts().filter { isWanted($0.state.id) }.flatMap { conflict in
            try Field.decidedByPeople.filter(conflict.fields.contains).compactMap {
                try row(conflict.state, $0, directory)
            }
        }
    }

    /// Nil where the values say the same: each copy of a text has a salt of its own.
    private func row(
        _ state: EntityState, _ field: String, _ directory: DeskDirectory
    ) throws -> ConflictRow? {
        let shown = state.shown(field)
        let candidates = try state.alive(field).sorted { $0.key < $1.key }.map { value in
            ConflictRow.Candidate(
                value: try readable(value.value, field, directory),
                author: store.person(of: value.dot.device).map(directory.person),
                time: WallTime(milliseconds: Int64(clamping: value.key.stamp.milliseconds)),
                isShown: value.dot == shown?.dot)
        }
        guard Set(candidates.map(\.value)).count > 1 else { return nil }
        let isChat = !state.alive(Field.chatOpened).isEmpty
        return ConflictRow(
            chat: isChat
                ? try store.read {
                    try ChatReader(directory: directory).reference(state.id, $0)
                } : nil,
            subject: subject(state, directory), entity: state.id, field: Self.shortName(field),
            candidates: candidates, rule: Self.rule(field))
    }

    /// A value as people read it: a code, a login, a text; `none` for nobody.
    func readable(_ value: Value, _ field: String, _ directory: DeskDirectory) throws -> String {
        switch value {
        case .null: "none"
        case .integer(let number) where field == Field.chatAssignee:
            UInt32(exactly: number).map { directory.person($0).login } ?? String(number)
        case .integer(Snooze.untilReply) where field == Field.chatSnooze: "reply"
        case .integer(let number) where field == Field.chatSnooze:
            moment(number)
        case .integer(let number): String(number)
        case .text(let hex) where field == Field.chatLinks:
            EntityID(hex: hex).map(ShortID.text) ?? hex
        case .text(let text): text
        case .content(let hash): try store.text(of: hash) ?? ""
        case .bool(let bool): String(bool)
        case .bytes, .list: ""
        }
    }

    /// An instant in this desk's zone, RFC 3339.
    private func moment(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            .formatted(Date.ISO8601FormatStyle(timeZone: zone))
    }

    static func shortName(_ field: String) -> String {
        field.firstIndex(of: ".").map { String(field[field.index(after: $0)...]) } ?? field
    }

    private func subject(_ state: EntityState, _ directory: DeskDirectory) -> String {
        if let number = InboxID.personNumber(of: state.id) { return directory.person(number).login }
        if case .text(let name) = state.shown(Field.definitionName)?.value { return name }
        let source = directory.sources.first { $0.entity == state.id }
        return source?.name ?? ShortID.text(of: state.id)
    }

    private static func rule(_ field: String) -> ConflictRow.Rule {
        switch InboxSchema.schema.rule(field)?.kind {
        case .register(.ranked): .attention
        case .register(.firstSet): .earliestPerson
        case .register(.earliest): .earliest
        default: .latest
        }
    }
}
