import SkeinStore
import SkeinWire

/// Collects what a command would record, which then is not recorded.
final class Rehearsal {
    /// Ends the command where it would have begun to write.
    struct Ended: Error {}

    var edits: [Edit] = []
}

/// One edit that a command would make, in words.
package struct PlannedEdit: Hashable, Sendable {
    /// Nil where it is about no chat.
    package var chat: ChatReference?
    package var kind: ActionRow.Kind
    /// What would be set, added or said; nil for nobody.
    package var value: String?
    /// What it would replace; empty if nothing.
    package var replaced: [String]
}

extension InboxDesk {
    /// What a command would do. Nothing is written.
    package func plan(_ body: (InboxDesk) throws -> Void) throws -> [PlannedEdit] {
        let rehearsal = Rehearsal()
        var desk = self
        desk.rehearsal = rehearsal
        do { try body(desk) } catch is Rehearsal.Ended { return try planned(rehearsal.edits) }
        return []
    }

    private func planned(_ edits: [Edit]) throws -> [PlannedEdit] {
        let directory = try DeskDirectory(store)
        return try edits.map { edit in
            switch edit {
            case .write(let id, let field, let value):
                let alive = try store.entity(id)?.alive(field) ?? []
                let before = try alive.map { try readable($0.value, field, directory) }
                // Before anybody wrote one, a chat's status is `new`.
                let unwritten = field == Field.chatStatus ? [ChatStatus.new.rawValue] : []
                return PlannedEdit(
                    chat: try reference(id, directory), kind: HistoryReader.kind(field),
                    value: value == .null ? nil : try readable(value, field, directory),
                    replaced: before.isEmpty ? unwritten : before)
            case .writeText(let id, let field, let text):
                return PlannedEdit(
                    chat: try reference(id, directory), kind: HistoryReader.kind(field),
                    value: text, replaced: [])
            case .add(let id, let field, let value):
                return PlannedEdit(
                    chat: try reference(id, directory),
                    kind: field == Field.chatTags ? .tag : .link,
                    value: try readable(value, field, directory), replaced: [])
            case .remove(let id, let field, let value):
                return PlannedEdit(
                    chat: try reference(id, directory),
                    kind: field == Field.chatTags ? .untag : .unlink,
                    value: try readable(value, field, directory), replaced: [])
            case .fact(_, let field, let parts), .act(let field, _, let parts):
                let texts = parts.compactMap { if case .text(let text) = $0 { text } else { nil } }
                return PlannedEdit(
                    chat: try chat(of: parts, directory), kind: Self.kind(field),
                    value: texts.first, replaced: [])
            }
        }
    }

    private func reference(_ id: EntityID, _ directory: DeskDirectory) throws -> ChatReference? {
        try store.read { database in
            try ChatReader(directory: directory).row(id, database)?.reference
        }
    }

    /// The chat that a note or a reply belongs to stands first among its parts.
    private func chat(
        of parts: [FactPart], _ directory: DeskDirectory
    ) throws -> ChatReference? {
        guard case .value(.bytes(let bytes))? = parts.first, let id = EntityID(validating: bytes)
        else { return nil }
        return try reference(id, directory)
    }

    private static func kind(_ field: String) -> ActionRow.Kind {
        switch field {
        case Field.noteBody: .note
        case ActVerb.enqueue.rawValue: .reply
        case Field.definitionAbout, Field.draftAbout: .other
        default: .delivery
        }
    }
}
