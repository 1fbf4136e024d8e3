import Foundation
import GRDB
package import SkeinCRDT
import SkeinStore
package import SkeinWire

/// What somebody has begun to write to a buyer.
package struct DraftRow: Hashable, Sendable {
    package var author: PersonReference
    package var isMine: Bool
    package var text: String
    package var written: WallTime
    /// Only this device has it.
    package var isLocal: Bool
}

extension InboxDesk {
    /// Keeps what is being typed on this device's disk; nil or blank forgets it. Called at each
    /// pause, so it writes no operation.
    package func keepDraft(_ chat: EntityID, _ text: String?) throws {
        guard rehearsal == nil else { return }
        let text = text?.outerTrimmed ?? ""
        guard !text.isEmpty else { return try store.setLocal(Self.draftKey(chat), nil) }
        let stamp = String(now.wall.milliseconds)
        try store.setLocal(Self.draftKey(chat), Array("\(stamp)\n\(text)".utf8))
    }

    /// Gives a draft to all devices: of this person for this chat, in place of the one before.
    package func saveDraft(_ chat: EntityID, _ text: String) throws {
        let member = try editor()
        _ = try state(chat)
        let fact = DraftFact(chat: chat, author: member.person)
        let text = text.outerTrimmed
        let known = try drafts(chat).first { $0.isMine && !$0.isLocal }?.text ?? ""
        if known != text {
            _ = try record(
                [fact.edit, .writeText(fact.entity, field: Field.draftText, text)], undo: nil,
                about: chat)
        }
        try keepDraft(chat, nil)
    }

    /// Gives up the own draft, here and elsewhere.
    package func discardDraft(_ chat: EntityID) throws {
        let own = try drafts(chat).filter(\.isMine)
        if own.contains(where: { !$0.isLocal }) { try saveDraft(chat, "") }
        try keepDraft(chat, nil)
    }

    /// Everybody's drafts for a chat, my own first; where one person wrote two apart, both.
    package func drafts(_ chat: EntityID) throws -> [DraftRow] {
        let directory = try DeskDirectory(store)
        let me = store.member?.person
        var drafts: [DraftRow] = []
        if let me, let kept = try localDraft(chat) {
            drafts.append(
                DraftRow(
                    author: directory.person(me), isMine: true, text: kept.text,
                    written: kept.written, isLocal: true))
        }
        let rows = try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT id, author FROM draft WHERE chat = ? ORDER BY author, id",
                arguments: [Data(chat.bytes)])
        }
        for row in rows {
            guard let entity = EntityID(validating: [UInt8](row[0] as Data)),
                let author = UInt32(exactly: row[1] as Int64),
                let alive = try store.entity(entity)?.alive(Field.draftText)
            else { continue }
            for value in alive.sorted(by: { $0.key > $1.key }) {
                guard case .content(let hash) = value.value,
                    let text = try store.text(of: hash), !text.isEmpty
                else { continue }
                drafts.append(
                    DraftRow(
                        author: directory.person(author), isMine: author == me, text: text,
                        written: WallTime(
                            milliseconds: Int64(clamping: value.key.stamp.milliseconds)),
                        isLocal: false))
            }
        }
        return drafts.filter(\.isMine) + drafts.filter { !$0.isMine }
    }

    private func localDraft(_ chat: EntityID) throws -> (text: String, written: WallTime)? {
        guard let bytes = try store.local(Self.draftKey(chat)) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard lines.count == 2, let stamp = Int64(lines[0]) else { return nil }
        return (String(lines[1]), WallTime(milliseconds: stamp))
    }

    private static func draftKey(_ chat: EntityID) -> String {
        "inbox.draft:" + ShortID.text(of: chat)
    }
}
