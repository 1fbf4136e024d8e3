import SimulationKit
import SkeinCRDT
import SkeinFiles
import SkeinWire

@testable import SkeinStore

/// What a replica does with its disk: goal D1 lets every call of each of these fail.
struct StandardTransaction: Sendable, CustomStringConvertible {
    let description: String
    /// Done on a sound disk, before `run`.
    var prepare: @Sendable (StoreOnDisk) throws -> Void = { try $0.open() }
    let run: @Sendable (StoreOnDisk) throws -> Void
    /// What a person does after it failed, where opening the store again is not all.
    var mend: @Sendable (StoreOnDisk) throws -> Void = { _ in }

    static let all = opening + recording + sending + logged + marks + rebuilding
    private static let milk = TodoList.item("milk")

    private static let opening = [
        StandardTransaction(description: "opening a closed store", prepare: { _ in }) {
            try $0.open()
        },
        StandardTransaction(
            description: "opening after an unclean end",
            prepare: {
                try $0.open()
                try $0.record([TodoList.label(milk, "late")])
                $0.endProcess()
            },
            run: { try $0.open() }),
        StandardTransaction(description: "closing") { try $0.close() },
    ]

    private static let recording = [
        StandardTransaction(description: "one edit") {
            try $0.record([TodoList.label(milk, "cold")])
        },
        StandardTransaction(description: "a command of thirty edits") {
            try $0.record((0..<30).map { TodoList.name(TodoList.item("new \($0)"), "New") })
        },
        StandardTransaction(description: "a text of 60 kB") {
            let text = String(repeating: "long ", count: 12_000)
            try $0.record([.writeText(milk, field: TodoList.title, text)])
        },
        StandardTransaction(description: "a removal") {
            try $0.record([TodoList.unlabel(milk, "shop")])
        },
        StandardTransaction(description: "taking a command back") {
            _ = try $0.opened().withdraw(command: try $0.firstUnsent())
        },
    ]

    private static let sending = [
        StandardTransaction(description: "keeping a sealed batch") { try $0.keepPending() },
        StandardTransaction(
            description: "dropping a sealed batch",
            prepare: {
                try $0.open()
                try $0.keepPending()
            },
            run: { try $0.opened().dropPending() }),
    ]

    /// Of a log that has grown, as it is kept before its entries come.
    private static func checkpoint() throws -> [UInt8] {
        let relay = try RelayKeys(
            name: "relay.test", signingSeed: [UInt8](repeating: 1, count: 32),
            cosigningSeed: [UInt8](repeating: 2, count: 32))
        let root = [UInt8](repeating: 3, count: 32)
        return relay.sign(
            Checkpoint(origin: "relay.test", size: 1_000, root: root),
            at: WallTime(milliseconds: 1_790_000_000_000))
    }

    private static let logged = [
        StandardTransaction(description: "somebody else's batch") {
            _ = try $0.opened().ingest(Array($0.news.prefix(1)))
        },
        StandardTransaction(description: "a page with an own batch") {
            _ = try $0.opened().ingest($0.news)
        },
        StandardTransaction(description: "a checkpoint") {
            try $0.opened().keepCheckpoint(try checkpoint())
        },
        StandardTransaction(description: "evidence") {
            try $0.opened().keepEvidence([[1], [UInt8](repeating: 2, count: 9_000)])
        },
    ]

    private static let marks = [
        StandardTransaction(description: "a cursor") { try $0.opened().setLocal("cursor", [7]) },
        StandardTransaction(description: "a mark before a call") {
            guard try $0.opened().marker()([9]) else { throw NotMarked() }
        },
        StandardTransaction(
            description: "writing the journal",
            prepare: {
                try $0.open()
                try $0.record([TodoList.label(milk, "cold")])
            },
            run: { try $0.opened().writeJournal() }),
        StandardTransaction(
            description: "writing the journal anew",
            prepare: {
                try $0.open()
                try $0.opened().journal.invalidate()
            },
            run: { try $0.opened().writeJournal() }),
    ]

    private static let rebuilding = [
        StandardTransaction(
            description: "putting a database aside and beginning another",
            prepare: { _ in },
            run: {
                try $0.setAside()
                try $0.open()
                try $0.beginRebuild()
            }, mend: { try $0.rebuild() }),
        StandardTransaction(
            description: "finishing a rebuild",
            prepare: {
                try $0.setAside()
                try $0.open()
                try $0.beginRebuild()
                _ = try $0.opened().ingest($0.known)
            },
            run: { _ = try $0.opened().finishRebuild() }, mend: { try $0.rebuild() }),
    ]

    private struct NotMarked: Error {}
}
