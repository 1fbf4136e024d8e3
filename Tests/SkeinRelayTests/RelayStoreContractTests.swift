import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinRelayStore
import SkeinTesting
import SkeinWire
import Testing

/// The same bodies for both implementations of `RelayStore`.
@Suite("A relay's store, in memory and in SQLite,")
struct RelayStoreContractTests {
    enum Kind: CaseIterable { case memory, sqlite }

    private static let workspace = WorkspaceID([UInt8](repeating: 1, count: 32))
    private static let other = WorkspaceID([UInt8](repeating: 2, count: 32))

    private func withStore(_ kind: Kind, _ body: (any RelayStore) throws -> Void) throws {
        switch kind {
        case .memory: try body(MemoryRelayStore())
        case .sqlite:
            let folder = try Fixtures.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            try body(try SQLiteRelayStore(folder: folder))
        }
    }

    /// An append of arbitrary bytes: the store judges nothing.
    private func append(
        _ index: UInt64, recordBytes: Int = 10, snapshot: Bool = false
    ) -> LogAppend {
        let body = [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: 20)
        let entry = LogEntry(
            time: 1_000 + index, body: .member(body, signature: [UInt8](repeating: 0, count: 64)))
        let records = [[UInt8](repeating: 5, count: recordBytes), [6]]
        let root = SHA256.hash(body)
        return LogAppend(
            item: LogPage.Item(entry: entry, records: records), key: SHA256.hash([7], body),
            head: WorkspaceHead(
                size: index + 1, lastTime: 1_000 + index, bytes: 100 * (index + 1), root: root),
            note: StoredNote(size: index + 1, time: 2_000, bytes: [9]),
            snapshot: snapshot ? StateSnapshot(size: index + 1, state: body) : nil)
    }

    @Test(arguments: Kind.allCases)
    func `gives back what was appended`(_ kind: Kind) throws {
        try withStore(kind) { store throws in
            #expect(try store.head(of: Self.workspace) == nil)
            #expect(try store.workspaceCount() == 0)
            #expect(try store.lastTime() == 0)
            let appends = (0..<5).map { append($0, snapshot: $0 == 0 || $0 == 3) }
            for append in appends { #expect(try store.append(append, to: Self.workspace)) }
            #expect(try store.head(of: Self.workspace) == appends[4].head)
            #expect(try store.note(of: Self.workspace) == appends[4].note)
            #expect(try store.snapshot(of: Self.workspace) == appends[3].snapshot)
            let items = try store.entries(
                of: Self.workspace, from: 0, entriesMax: 99, bytesMax: 1 << 20)
            #expect(items == appends.map(\.item))
            for append in appends {
                let found = try store.find(key: append.key, in: Self.workspace)
                #expect(found?.index == append.index)
                #expect(found?.time == append.item.entry.time)
                let root = try store.root(at: append.head.size, in: Self.workspace)
                #expect(root == append.head.root)
            }
            #expect(try store.root(at: 0, in: Self.workspace) == nil)
            #expect(try store.root(at: 6, in: Self.workspace) == nil)
            #expect(try store.root(at: .max, in: Self.workspace) == nil)
            #expect(try store.lastTime() == 1_004)
        }
    }

    @Test(arguments: Kind.allCases)
    func `appends at the size that was read, or not at all`(_ kind: Kind) throws {
        try withStore(kind) { store throws in
            #expect(try store.append(append(1), to: Self.workspace) == false)
            #expect(try store.append(append(0), to: Self.workspace))
            #expect(try store.append(append(0), to: Self.workspace) == false)
            #expect(try store.append(append(2), to: Self.workspace) == false)
            #expect(try store.head(of: Self.workspace)?.size == 1)
            #expect(
                try store.entries(of: Self.workspace, from: 0, entriesMax: 9, bytesMax: 9_999).count
                    == 1)
        }
    }

    @Test(arguments: Kind.allCases)
    func `keeps workspaces apart`(_ kind: Kind) throws {
        try withStore(kind) { store throws in
            #expect(try store.append(append(0), to: Self.workspace))
            #expect(try store.append(append(0), to: Self.other))
            #expect(try store.append(append(1), to: Self.other))
            #expect(try store.head(of: Self.workspace)?.size == 1)
            #expect(try store.find(key: append(1).key, in: Self.workspace) == nil)
            #expect(try store.workspaceCount() == 2)
            let join = PendingJoin(invite: [1], request: [2], posted: 5)
            #expect(try store.add(join, to: Self.other, since: 0, countMax: 1))
            #expect(try store.joins(of: Self.workspace, since: 0) == [])
            #expect(try store.joins(of: Self.other, since: 0) == [join])
        }
    }

    @Test(arguments: Kind.allCases)
    func `gives entries up to a number and a size, and always one`(_ kind: Kind) throws {
        try withStore(kind) { store throws in
            for index in 0..<6 {
                let next = append(UInt64(index), recordBytes: 900)
                #expect(try store.append(next, to: Self.workspace))
            }
            let one = append(0, recordBytes: 900).item.answerBytes
            for (entriesMax, bytesMax, count) in [
                (99, one * 3, 3), (99, one * 3 - 1, 2), (99, 1, 1), (2, one * 9, 2),
                (99, one * 9, 4),
            ] {
                let items = try store.entries(
                    of: Self.workspace, from: 2, entriesMax: entriesMax, bytesMax: bytesMax)
                #expect(items.count == count)
            }
            let none = try store.entries(
                of: Self.workspace, from: .max, entriesMax: 9, bytesMax: 9_999)
            #expect(none == [])
        }
    }

    @Test(arguments: Kind.allCases)
    func `keeps equal requests to join once, as first posted`(_ kind: Kind) throws {
        try withStore(kind) { store throws in
            #expect(try store.append(append(0), to: Self.workspace))
            let join = PendingJoin(invite: [1], request: [2], posted: 5)
            for posted in [5, 5, 7] as [UInt64] {
                let again = PendingJoin(invite: [1], request: [2], posted: posted)
                #expect(try store.add(again, to: Self.workspace, since: 0, countMax: 1))
            }
            #expect(try store.joins(of: Self.workspace, since: 0) == [join])
        }
    }

    @Test(arguments: Kind.allCases)
    func `replaces a note, and drops requests that are too old`(_ kind: Kind) throws {
        try withStore(kind) { store throws in
            #expect(try store.append(append(0), to: Self.workspace))
            let note = StoredNote(size: 1, time: 9_000, bytes: [4, 5])
            try store.save(note, of: Self.workspace)
            #expect(try store.note(of: Self.workspace) == note)
            let joins = (1...3).map { PendingJoin(invite: [1], request: [$0], posted: UInt64($0)) }
            for join in joins {
                #expect(try store.add(join, to: Self.workspace, since: 0, countMax: 3))
            }
            let more = PendingJoin(invite: [1], request: [4], posted: 4)
            #expect(try store.add(more, to: Self.workspace, since: 0, countMax: 3) == false)
            #expect(try store.joins(of: Self.workspace, since: 2) == Array(joins[1...]))
            #expect(try store.add(more, to: Self.workspace, since: 2, countMax: 3))
            #expect(try store.joins(of: Self.workspace, since: 0) == joins[1...] + [more])
        }
    }
}
