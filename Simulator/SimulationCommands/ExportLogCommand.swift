import ArgumentParser
import Foundation
import SimulationKit

/// Writes logs down for the second oracle.
struct ExportLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-log",
        abstract: "Write the logs that runs end with, for `Simulator/oracle/replay.py`.",
        discussion: """
            One JSON file for each seed: the log's bytes, and apart from them what a replica makes \
            of them. Keys are left out.
            """)

    @Option(help: "The first seed.")
    var seed: UInt64 = 1

    @Option(help: "How many seeds.")
    var seeds: UInt64 = 1

    @Option(help: "calm, lite, swarm or rot.", transform: Profile.parse)
    var profile = Profile.lite

    @OptionGroup var program: ApplicationOption

    @Flag(help: "Logs full of wrong entries, made without a run.")
    var forged = false

    @Option(help: "The folder for the files.")
    var out: String

    func run() throws {
        let application = try program.application()
        let folder = URL(filePath: out)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for seed in seed..<seed + seeds {
            let name = "\(forged ? "forged" : profile.rawValue)-\(seed)"
            let export =
                forged
                ? try LogForge(seed: seed, entries: 60).exported(as: name)
                : try Run(seed: seed, profile: profile, application).exported(as: name)
            try Data(try export.json()).write(to: folder.appending(path: "\(name).json"))
        }
    }
}
