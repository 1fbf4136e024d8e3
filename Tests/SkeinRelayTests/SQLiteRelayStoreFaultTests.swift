import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinRelayStore

/// What happens to the file from outside is done by a further step of the schema: any SQL.
@Suite("A relay's database")
struct SQLiteRelayStoreFaultTests {
    /// A log of a genesis and three batches of two records, then opened with that SQL.
    private func open(
        _ folder: borrowing StoreFolder, after sql: String
    ) throws -> (TestRelay, TestWorkspace) {
        let text = Content(salt: [UInt8](repeating: 3, count: 16), text: Array("text".utf8))
        let workspace = try folder.run(name: "relay.test") { relay in
            var workspace = try relay.found()
            for _ in 0..<3 {
                try relay.admit(try workspace.batch(contents: [text]).append(), to: &workspace)
            }
            return workspace
        }
        let keys = try RelayFolder(folder.url, name: nil).keys
        let schema = RelaySchema(steps: RelaySchema.current.steps + [[sql]])
        let store = try SQLiteRelayStore(folder: folder.url, schema: schema)
        return (TestRelay(store: store, keys: keys), workspace)
    }

    @Test(arguments: [
        "DELETE FROM entry WHERE position = 1", "DELETE FROM entry WHERE position = 0",
        "DELETE FROM record WHERE position = 1 AND number = 0",
    ])
    func `from which a row is gone serves no log that looks whole`(_ sql: String) throws {
        let folder = try StoreFolder()
        let (relay, workspace) = try open(folder, after: sql)
        let request = RelayRequest.entries(workspace.id, from: 0, entriesMax: 9)
        #expect(try relay.handle(request).refusal().code == .storage)
        #expect(relay.engine.fault?.isDamage == true)
    }

    @Test func `that has no room left refuses appends, and goes on when there is some`() throws {
        let folder = try StoreFolder()
        // SQLite lowers the bound no further than the pages that there are.
        var (relay, workspace) = try open(folder, after: "PRAGMA max_page_count = 1")
        let text = Content(
            salt: [UInt8](repeating: 3, count: 16), text: [UInt8](repeating: 65, count: 60_000))
        let batch = try workspace.batch(contents: [text])
        for _ in 0..<2 {
            #expect(try relay.append(batch.append(), to: workspace).refusal().code == .diskFull)
            #expect(relay.engine.fault == nil)
            let page = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 9)).page()
            #expect(page.items.count == 4)
        }
        #expect(try relay.store.head(of: workspace.id)?.size == 4)
    }

    @Test func `names its holder though the lock's file held a longer id before`() throws {
        let folder = try StoreFolder()
        try folder.write(Array("123456789012\n".utf8), "lock")
        let first = try RelayFolder(folder.url, name: nil)
        #expect(folder.failure() == .inUse(holder: getpid()))
        withExtendedLifetime(first) {}
    }
}
