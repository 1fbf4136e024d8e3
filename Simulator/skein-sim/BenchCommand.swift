import ArgumentParser
import Foundation
import SkeinCRDT
import SkeinClock
import SkeinStore
import SkeinWire
import TriageWorkload

/// Benchmarks that can be laid beside those of other libraries.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Run a published workload and print what it took.",
        subcommands: [TriageBench.self])
}

/// The triage workload: eight replicas record, a ninth merges.
struct TriageBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "100,000 operations on 10,000 chats by 8 replicas, merged into a ninth.",
        discussion: """
            Signed, encrypted and synced to the disk at each transaction. Compare ratios with \
            another library's figures of the same minutes, never with another day's.
            """)

    @Flag(help: "One JSON object on standard output.")
    var json = false

    @Option(help: "Commands in one local transaction.")
    var batch = 100

    func validate() throws {
        guard (1...10_000).contains(batch) else {
            throw ValidationError("--batch is a number from 1 to 10000")
        }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "skein-bench-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try TriageRun(folder: folder, batch: batch).measure()
        let encoder = JSONEncoder()
        encoder.outputFormatting = json ? [.sortedKeys] : [.sortedKeys, .prettyPrinted]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        print(String(decoding: try encoder.encode(result), as: UTF8.self))
    }
}
