import ArgumentParser
import Foundation
import SkeinCRDT
import SkeinStore
import TriageWorkload

/// Records until it is killed, and says what is on the disk: for tests of durability.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record", abstract: "Record one edit after another until killed.",
        discussion: """
            Prints the counter of each operation on a line of its own once its edit is on the disk.
            """,
        shouldDisplay: false)

    @Option(help: "The folder of device 0's store; made where it is missing.")
    var store: String

    @Option(help: "All edits follow from this number.")
    var seed: UInt64

    @Option(help: "Ends after so many edits, in order.")
    var edits: Int = .max

    /// So few that edits of one entity pile up.
    private static let chats = 100

    func run() throws {
        let workspace = try TriageWorkspace(devices: 1)
        let replica = try workspace.reopen(0, in: URL(filePath: store))
        var generator = TriageGenerator(seed: seed, replicas: 1, chats: Self.chats)
        var random = SplitMix64(seed: seed)
        var now = TriageWorkspace.base
        for _ in 0..<edits {
            let edit = generator.next().edit
            now = now + .milliseconds(375)
            for dot in try replica.record([edit], now: now, random: &random) {
                FileHandle.standardOutput.write(Data("\(dot.counter)\n".utf8))
            }
            try lookAfter(replica, at: MonotonicTime(milliseconds: now.milliseconds))
        }
        try replica.close()
    }

    /// As a driver does.
    private func lookAfter(_ replica: ReplicaStore, at time: MonotonicTime) throws {
        if case .failed(let error) = replica.tend(now: time) { throw error }
    }
}
