import Foundation
import GRDB
import Inbox
import SkeinCRDT
import SkeinWire
import Testing

@testable import SkeinStore

@Suite("The lane of a reply that is claimed")
struct DeliverLaneTests {
    @Test("one that cannot be read stops the claim instead of passing for a free one")
    func unreadable() throws {
        let team = try Team(roles: [.sender])
        _ = try team.anna.desk.addSource(.wildberries, account: "77", name: "wb-main")
        let chat = try team.anna.open("c1")
        let first = try team.anna.desk.reply(chat, "раз").entity
        let second = try team.anna.desk.reply(chat, "два").entity
        try team.synchronise()
        team.now = team.now + .seconds(11)
        try team.sender.store.queue.write { database in
            try database.execute(
                sql: "UPDATE act SET logged = x'00' WHERE id = ?", arguments: [Data(first.bytes)])
        }
        #expect(throws: StoreError.self) {
            try team.sender.record([.step(second, .claim(attempt: 1))])
        }
    }
}
