import Foundation
import GRDB
import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite struct InboxViewsTests {
    private static let tables = [
        "chat", "chat_tag", "message", "note", "source", "person", "passage",
    ]

    /// All rows of the view tables as text; the row numbers of `passage` are the device's own.
    private func dump(_ colleague: Colleague) throws -> [String] {
        try colleague.store.read { database in
            try Self.tables.flatMap { table in
                let columns = try database.columns(in: table).map(\.name)
                    .filter { table != "passage" || $0 != "id" }
                let list = columns.map { "quote(\"\($0)\")" }.joined(separator: " || '|' || ")
                return try String.fetchAll(
                    database, sql: "SELECT '\(table) ' || \(list) FROM \"\(table)\" ORDER BY 1")
            }
        }
    }

    private func check(_ colleague: Colleague) throws {
        // Throws where index and texts differ.
        _ = try colleague.store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT rowid FROM passage_text WHERE passage_text MATCH 'a' ORDER BY 1")
        }
    }

    @Test func allReplicasShowTheSameWhateverTheOrder() throws {
        let team = try Team(roles: [.operator, .operator])
        let chat = try team.anna.open("c1", buyer: "Олег", order: "W-1")
        try team.petr.open("c1", buyer: "Олег", order: "W-1")
        try team.anna.receive("Где заказ?", in: "c1", id: "1")
        try team.petr.receive("Где заказ?", in: "c1", id: "1")
        _ = try team.petr.desk.note(chat, "заметка")
        _ = try team.petr.desk.tag(chat, add: ["VIP"])
        _ = try team.anna.desk.take(chat)
        _ = try team.anna.desk.introduce(login: "anna", name: nil)
        _ = try team.petr.desk.addSource(.wildberries, account: "77", name: "wb-main")
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.synchronise()
        let expected = try dump(team.anna)
        #expect(expected.count >= 10)
        #expect(try dump(team.petr) == expected)
        #expect(try dump(team.colleagues[2]) == expected)
    }

    @Test func whatIsWithdrawnLeavesNoTrace() throws {
        let team = try Team()
        let chat = try team.anna.open("c1")
        try team.anna.receive("Где заказ?", in: "c1", id: "1")
        let before = try dump(team.anna)
        let message = try team.anna.record([
            MessageFact.edit(
                InboxID.message(.wildberries, account: "77", conversation: "c1", message: "2"),
                chat: chat, author: .seller, sent: Team.noon + .seconds(60), text: "ответ",
                origin: nil, platformID: "2")
        ])
        _ = try team.anna.desk.note(chat, "заметка")
        #expect(try dump(team.anna) != before)
        _ = try team.anna.desk.undo()
        #expect(try team.anna.store.withdraw(command: try #require(message.first)))
        #expect(try dump(team.anna) == before)
        #expect(try team.anna.desk.list("ответ").rows.isEmpty)
    }

    @Test func aMessageThatComesBeforeItsChatIsShownWithIt() throws {
        let team = try Team()
        try team.anna.receive("Где заказ?", in: "c1", id: "1")
        #expect(try team.anna.desk.list().rows.isEmpty)
        try team.anna.open("c1")
        #expect(try team.anna.desk.list("заказ").rows.map(\.messageCount) == [1])
    }

    @Test func aNewBuyersNameReplacesTheOldOneInTheIndex() throws {
        let team = try Team()
        let chat = try team.anna.open("c1", buyer: "Олег")
        try team.anna.record([.writeText(chat, field: Field.chatBuyer, "Ольга")])
        #expect(try team.anna.desk.list("buyer:олег").rows.isEmpty)
        #expect(try team.anna.desk.list("buyer:ольга").total == 1)
        try check(team.anna)
    }

    @Test func aMessageBearsTheFirstEntryThatStatesIt() throws {
        let team = try Team()
        try team.anna.open("c1")
        try team.anna.receive("Где заказ?", in: "c1", id: "1")
        try team.petr.receive("Где заказ?", in: "c1", id: "1")
        func firstIndex(_ colleague: Colleague) throws -> Int64? {
            try colleague.store.read {
                try Int64.fetchOne($0, sql: "SELECT firstIndex FROM message ORDER BY id")
            }
        }
        #expect(try firstIndex(team.anna) == nil)
        try team.anna.push()
        let index = try #require(try firstIndex(team.anna))
        try team.petr.push()
        try team.synchronise()
        #expect(team.log.count > Int(index) + 1, "the other copy stands behind it")
        #expect(try firstIndex(team.anna) == index)
        #expect(try firstIndex(team.petr) == index)
    }

    @Test func whatOnlyThePlatformWritesIsNoConflictForPeople() throws {
        let team = try Team()
        let chat = try team.anna.open("c1", buyer: "Олег", order: "W-1")
        try team.petr.open("c1", buyer: "Олег К.", order: "W-2")
        try team.synchronise()
        #expect(try team.anna.desk.conflicts().isEmpty)
        #expect(try team.anna.desk.list("has:conflict").total == 0)
        #expect(try team.anna.desk.peek(chat).chat == team.petr.desk.peek(chat).chat)
    }
}
