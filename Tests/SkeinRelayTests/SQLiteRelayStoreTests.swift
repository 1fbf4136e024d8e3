import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinRelayStore

@Suite("A relay's folder")
struct SQLiteRelayStoreTests {
    /// A log of a genesis and three batches.
    private func fill(_ folder: borrowing StoreFolder) throws -> TestWorkspace {
        try folder.run(name: "relay.test") { relay in
            var workspace = try relay.found()
            for _ in 0..<3 { try relay.admit(try workspace.batch().append(), to: &workspace) }
            return workspace
        }
    }

    @Test func `keeps log, keys and name over a restart`() throws {
        let folder = try StoreFolder()
        var workspace = try fill(folder)
        let keys = try RelayFolder(folder.url, name: nil).keys
        #expect(keys.name == "relay.test")
        try folder.run { relay in
            let page = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 9)).page()
            #expect(page.items.count == 4)
            let seen = try keys.verifier.verify(
                page.note, origin: "relay.test/w/\(workspace.hex)")
            #expect(seen.checkpoint.root == workspace.state.root)
            try relay.admit(try workspace.batch().append(), to: &workspace)
        }
    }

    @Test func `with a row in every table passes SQLite's check at the next start`() throws {
        let folder = try StoreFolder()
        let workspace = try fill(folder)
        let invite = [UInt8](repeating: 7, count: 32)
        let posted = try folder.run { relay in
            relay.handle(.postJoin(workspace.id, invite: invite, request: [1, 2, 3]))
        }
        #expect(posted == .joinPosted)
        #expect(folder.failure() == nil)
    }

    @Test func `is synced in full at each commit, over one connection`() throws {
        let folder = try StoreFolder()
        let queue = try StoreFile(folder: folder.url, schema: .current).open()
        #expect(try queue.read(StoreFile.settings) == ["wal", "2", "exclusive"])
        #expect(throws: RelayStoreError.inUse(holder: nil)) {
            _ = try StoreFile(folder: folder.url, schema: .current).open()
        }
        try queue.close()
        #expect(try SQLitePages.wrongPages(folder.database.path) == [])
    }

    @Test func `holds files that only its user may read`() throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        let path = folder.url.appending(path: "keys").path
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }

    @Test func `is refused to a second process, which is told who holds it`() throws {
        let folder = try StoreFolder()
        let first = try RelayFolder(folder.url, name: nil)
        withExtendedLifetime(first) {
            #expect(folder.failure() == .inUse(holder: getpid()))
        }
    }

    @Test func `goes on under its name only`() throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        #expect(throws: RelayStoreError.self) { _ = try RelayFolder(folder.url, name: "other") }
        _ = try RelayFolder(folder.url, name: "relay.test")
    }

    @Test(arguments: ["two words", "a+b", "", "a\nb"])
    func `is not made under a name that no checkpoint can carry`(_ name: String) throws {
        let folder = try StoreFolder()
        #expect(throws: RelayStoreError.self) { _ = try RelayFolder(folder.url, name: name) }
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "keys").path))
    }

    @Test func `without its keys, or without its log, is not begun anew`() throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        let keys = try folder.bytes("keys")
        try FileManager.default.removeItem(at: folder.url.appending(path: "keys"))
        #expect(folder.failure()?.isDamage == true)
        try folder.write(keys, "keys")
        #expect(folder.failure() == nil)
        try FileManager.default.removeItem(at: folder.database)
        #expect(folder.failure()?.isDamage == true)
        #expect(!FileManager.default.fileExists(atPath: folder.database.path))
    }

    @Test func `with keys of a later version, or of no version, is left alone`() throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        let later = CBOR.record([
            "format": .text("skein relay keys"), "version": .unsigned(3), "more": .null,
        ])
        try folder.write(later.encoded(), "keys")
        #expect(folder.failure() == .newer(found: 3, known: 2))
        try folder.write(Array("hello".utf8), "keys")
        #expect(folder.failure()?.isDamage == true)
        #expect(try folder.bytes("keys") == Array("hello".utf8))
    }

    @Test func `of a later version is refused and stays as it is`() throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        // The user version's last byte in the file's header.
        try folder.change(at: 63, to: 3)
        let before = try folder.bytes("relay.sqlite")
        #expect(folder.failure() == .newer(found: 3, known: 2))
        #expect(try folder.bytes("relay.sqlite") == before)
    }

    @Test(arguments: [0, 68])
    func `with a file of something else is refused and stays as it is`(_ offset: Int) throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        try folder.change(at: offset, to: 0x21)
        let before = try folder.bytes("relay.sqlite")
        #expect(folder.failure()?.isDamage == true)
        #expect(try folder.bytes("relay.sqlite") == before)
    }

    @Test func `with a database of another program that names none is refused`() throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        for offset in 60...71 { try folder.change(at: offset, to: 0) }
        #expect(folder.failure()?.isDamage == true)
    }

    @Test func `with a page torn out is refused at the start`() throws {
        let folder = try StoreFolder()
        _ = try fill(folder)
        var bytes = try folder.bytes("relay.sqlite")
        for offset in 4_096..<8_192 { bytes[offset] = 0xee }
        try folder.write(bytes, "relay.sqlite")
        #expect(folder.failure()?.isDamage == true)
        #expect(try folder.bytes("relay.sqlite") == bytes)
    }

    @Test func `with one changed byte in an entry or record never serves it`() throws {
        let folder = try StoreFolder()
        let workspace = try fill(folder)
        let served = try folder.run { relay in
            try relay.handle(.entries(workspace.id, from: 0, entriesMax: 9)).page()
        }
        let clean = try folder.bytes("relay.sqlite")
        for item in served.items.dropFirst() {
            for part in [item.entry.encoded()] + item.records {
                let offset = try #require(clean.firstIndex(of: Array(part.suffix(60))))
                try folder.write(clean, "relay.sqlite")
                try folder.change(at: offset, to: clean[offset] ^ 1)
                #expect(folder.failure()?.isDamage == true)
                // What the entry's own hash is for: bytes that were wrong when they were written.
                try SQLitePages.seal(folder.database.path)
                let refusal = try folder.run { relay in
                    let refusal = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 9))
                        .refusal()
                    #expect(relay.engine.fault?.isDamage == true)
                    #expect(relay.handle(.describe) == .refused(refusal))
                    return refusal
                }
                #expect(refusal.code == .storage)
            }
        }
    }

    @Test func `of version 1, as recorded, opens, serves and takes entries`() throws {
        let folder = try StoreFolder(copying: Fixtures.url("stores/relay-v1"))
        #expect(try !SQLitePages.hasReservedBytes(folder.database.path))
        let id = try RecordedStore.workspace
        try folder.run { relay in
            let page = try relay.handle(.entries(id, from: 0, entriesMax: 99)).page()
            #expect(page.items.count == RecordedStore.size)
            let root = Merkle.root(of: page.items.map(\.entry.leafHash))
            #expect(Hex.encode(root) == RecordedStore.root)
            // The founder's keys are derived from a seed, so the test can go on writing.
            var workspace = try TestWorkspace(continuing: page, workspace: id)
            #expect(workspace.state.root == root)
            try relay.admit(try workspace.batch().append(), to: &workspace)
        }
    }

    @Test func `of an older version is copied aside and upgraded in one transaction`() throws {
        let folder = try StoreFolder()
        let workspace = try fill(folder)
        let next = RelaySchema(
            steps: RelaySchema.current.steps + [["ALTER TABLE note ADD COLUMN extra INTEGER"]])
        let store = try SQLiteRelayStore(folder: folder.url, schema: next)
        #expect(try store.head(of: workspace.id)?.size == 4)
        let copy = folder.url.appending(path: "relay.sqlite.version-2")
        #expect(FileManager.default.fileExists(atPath: copy.path))
        let old = try StoreFolder()
        try FileManager.default.copyItem(at: copy, to: old.database)
        #expect(try SQLiteRelayStore(folder: old.url).head(of: workspace.id)?.size == 4)
    }

    @Test func `whose upgrade fails half way stays at its version`() throws {
        let folder = try StoreFolder()
        let workspace = try fill(folder)
        let wrong = RelaySchema(
            steps: RelaySchema.current.steps + [["DROP TABLE note", "NONSENSE"]])
        #expect(throws: RelayStoreError.self) {
            _ = try SQLiteRelayStore(folder: folder.url, schema: wrong)
        }
        let note = try folder.run { try $0.store.note(of: workspace.id) }
        #expect(note?.size == 4)
    }

    @Test func `notes when its clock was believed`() throws {
        let folder = try StoreFolder()
        let clock = try RelayFolder(folder.url, name: nil).clock
        #expect(clock.read() == nil)
        let mark = ClockMark(
            wall: WallTime(milliseconds: 5), monotonic: MonotonicTime(milliseconds: 6), boot: "b")
        try clock.write(mark)
        #expect(clock.read() == mark)
        try folder.write(Array("rubbish".utf8), "clock")
        #expect(clock.read() == nil)
    }
}

extension RelayStoreError {
    var isDamage: Bool {
        if case .damaged = self { return true }
        return false
    }
}

extension [UInt8] {
    /// Where these bytes begin, if they are there.
    func firstIndex(of part: [UInt8]) -> Int? {
        guard let first = part.first, count >= part.count else { return nil }
        return (0...(count - part.count)).first {
            self[$0] == first && Array(self[$0..<$0 + part.count]) == part
        }
    }
}
