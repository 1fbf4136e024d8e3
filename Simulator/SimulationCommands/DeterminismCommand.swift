import ArgumentParser
import Foundation
import SimulationKit

/// Whether a seed does the same in every process.
struct DeterminismCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "determinism",
        abstract: "Run seeds in two processes each and compare every digest.",
        discussion: """
            A digest covers every event, disk write and byte on the wire. The second process \
            hashes with another seed (so that the order of a set or dictionary would show) and \
            runs the seeds backwards (so that anything left over from an earlier run would). Exit \
            code 1 if any seed differs, or if two seeds do the same.
            """)

    @Option(help: "How many seeds.")
    var seeds: UInt64 = 200

    @Option(help: "The first seed.")
    var first: UInt64 = 1

    @Option(help: "calm, lite, swarm or rot.", transform: Profile.parse)
    var profile = Profile.swarm

    @OptionGroup var program: ApplicationOption

    func validate() throws {
        guard first.addingReportingOverflow(seeds).overflow == false, seeds > 0 else {
            throw ValidationError("there have to be seeds")
        }
    }

    /// So few that a difference is told soon.
    private static let batch: UInt64 = 10

    func run() throws {
        let application = try program.application().name
        var known: [String: UInt64] = [:]
        var equal = 0
        var doubles = 0
        var from = first
        while from < first + seeds {
            let count = min(Self.batch, first + seeds - from)
            let forwards = try DigestProcess(
                from, count, profile, application, isBackwards: false)
            let backwards = try DigestProcess(
                from, count, profile, application, isBackwards: true)
            let (left, right) = (try forwards.digests(), try backwards.digests())
            for seed in from..<(from + count) {
                guard let digest = left[seed], let other = right[seed] else {
                    throw RunInput.refuse("seed \(seed) came to no end")
                }
                if digest == other { equal += 1 } else { RunInput.say("seed \(seed) differs") }
                if let twin = known.updateValue(seed, forKey: digest) {
                    doubles += 1
                    RunInput.say("seeds \(twin) and \(seed) do the same")
                }
            }
            from += count
        }
        print("\(equal) of \(seeds) seeds equal in two processes, \(known.count) digests in all")
        if equal < seeds || doubles > 0 { throw ExitCode(1) }
    }
}

/// One half of the comparison.
struct DigestsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digests", abstract: "Print the digest of each seed.",
        shouldDisplay: false)

    @Argument(help: "The first seed.")
    var first: UInt64

    @Argument(help: "How many.")
    var seeds: UInt64

    @Argument(help: "calm, lite, swarm or rot.", transform: Profile.parse)
    var profile: Profile

    @Argument(help: "inbox or todo.")
    var application: String

    @Flag(help: "The last seed first.")
    var backwards = false

    func run() throws {
        let application = try RunInput.application(application)
        let all = first..<(first + seeds)
        for seed in backwards ? Array(all.reversed()) : Array(all) {
            let outcome = Run(seed: seed, profile: profile, application).execute()
            print("\(seed) \(outcome.digest)")
        }
    }
}

/// This program anew, with a hash seed of its own.
private struct DigestProcess {
    private let process = Process()
    private let output = Pipe()

    init(
        _ first: UInt64, _ seeds: UInt64, _ profile: Profile, _ application: String,
        isBackwards: Bool
    ) throws {
        // The running image, even if a build has replaced the file in the meantime.
        process.executableURL = URL(filePath: "/proc/self/exe")
        process.arguments =
            ["digests", String(first), String(seeds), profile.rawValue, application]
            + (isBackwards ? ["--backwards"] : [])
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_DETERMINISTIC_HASHING"] = nil
        process.environment = environment
        process.standardOutput = output
        try process.run()
    }

    /// By seed, once the process has come to its end; a seed that it did not reach is missing.
    func digests() throws -> [UInt64: String] {
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        var digests: [UInt64: String] = [:]
        for line in String(decoding: printed, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let seed = UInt64(words[0]) else { continue }
            digests[seed] = String(words[1])
        }
        return digests
    }
}
