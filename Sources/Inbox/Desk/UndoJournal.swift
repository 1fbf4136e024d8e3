import Foundation
import SkeinStore

/// The commands of this device that can be taken back, newest last.
///
/// Kept as the store's local value `inbox.undo`, JSON. A command recorded without its entry (the
/// power went between the two) cannot be undone by `undo`; nothing else depends on the journal.
struct UndoJournal {
    private static let key = "inbox.undo"
    /// How far back `undo` reaches: a working day's commands, and a value of some tens of
    /// kilobytes.
    private static let entriesMax = 200
    /// Bulk commands have a step a chat; the oldest commands give way to them.
    private static let stepsMax = 20_000

    let store: ReplicaStore

    func last() throws -> UndoEntry? { try entries().last }

    func push(_ entry: UndoEntry) throws {
        var kept = (try entries() + [entry]).suffix(Self.entriesMax)
        var steps = kept.reduce(0) { $0 + $1.steps.count }
        while kept.count > 1, steps > Self.stepsMax { steps -= kept.removeFirst().steps.count }
        try save(kept)
    }

    func pop() throws { try save(try entries().dropLast()) }

    private func entries() throws -> [UndoEntry] {
        guard let bytes = try store.local(Self.key) else { return [] }
        return try JSONDecoder().decode([UndoEntry].self, from: Data(bytes))
    }

    private func save(_ entries: ArraySlice<UndoEntry>) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try store.setLocal(Self.key, [UInt8](try encoder.encode(Array(entries))))
    }
}
