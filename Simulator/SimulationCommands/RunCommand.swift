import ArgumentParser
import Foundation
import SimulationKit
import SkeinCRDT
import SkeinClock

/// Runs seeds one after another and says what they reached.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run an application in simulated worlds, one for each seed.",
        discussion: """
            Each seed draws its own faults and people's work. A failing seed is written to a file \
            that `replay` takes. Exit code 1 if a rule of the product was broken, or if 200 seeds \
            of swarm or more never came to one of the points that they are meant to reach, or had \
            less than 50 strikes of a class of faults.
            """)

    @Option(help: "How many seeds.")
    var seeds: UInt64 = 100

    @Option(help: "The first seed.")
    var first: UInt64 = 1

    @Option(
        name: .customLong("for"), help: "Run for so long instead, such as 90s, 10m or 1h.",
        transform: Span.parse)
    var duration: Duration?

    @Option(help: "calm, lite, swarm or rot.", transform: Profile.parse)
    var profile = Profile.swarm

    @OptionGroup var program: ApplicationOption

    @Option(help: "How many things people do in each seed (drawn: 10 to 60).")
    var commands: Int?

    @Flag(help: "One JSON object for each failing seed, and one at the end.")
    var json = false

    @Flag(help: "Print every event of every seed.")
    var trace = false

    @Option(help: "Where failure files go.")
    var failures = "."

    @Flag(help: "Make each failing run small before it is written, a minute each.")
    var shrink = false

    @OptionGroup var report: ReportOption

    func run() throws {
        let application = try program.application()
        var tally = Tally()
        let clock = SystemClock()
        let start = clock.now().monotonic
        var seed = first
        var shown: (run: Run, outcome: Outcome)?
        while duration.map({ clock.now().monotonic - start < $0 }) ?? (seed < first &+ seeds) {
            var run = Run(seed: seed, profile: profile, commands: commands, application)
            run.keepsTrace = trace
            let outcome = run.execute()
            if trace { outcome.events.forEach { print($0.line) } }
            tally.add(outcome)
            if !outcome.isGood { try say(outcome, of: application) }
            // The first failing one, else the last.
            if shown?.outcome.isGood ?? true { shown = (run, outcome) }
            progress(tally, seconds: (clock.now().monotonic - start).wholeMilliseconds)
            seed += 1
        }
        let points = (application as? any SimulatedProgram)?.points ?? []
        finish(tally, points, milliseconds: (clock.now().monotonic - start).wholeMilliseconds)
        if let shown { try report.write(shown.run, digest: shown.outcome.digest) }
        if tally.failures > 0 || misses(points, application, tally) { throw ExitCode(1) }
    }

    private func say(_ outcome: Outcome, of application: any SimulatedApplication) throws {
        let folder = URL(filePath: failures)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "seed-\(outcome.configuration.seed).sim")
        var failure = RunFile(outcome, application)
        if shrink, let small = ShrinkCommand.shrink(failure, for: .seconds(60)) { failure = small }
        try Data(failure.text.utf8).write(to: file)
        let what =
            outcome.violations.map { "\($0.checker): \($0.detail)" }.first
            ?? outcome.error ?? "unknown"
        say(
            "\nseed \(outcome.configuration.seed) fails: \(what)\n"
                + "  replay: skein-sim replay \(file.relativePath)"
        )
    }

    private func progress(_ tally: Tally, seconds milliseconds: Int64) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        let rate = Double(tally.seeds) * 1000 / Double(max(milliseconds, 1))
        let line =
            "\r\(tally.seeds) seeds, \(tally.failures) failing, "
            + "\(String(format: "%.1f", rate)) a second  "
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// A run of many seeds that never comes to what it is meant to try proves nothing.
    private func misses(
        _ points: [String], _ application: any SimulatedApplication, _ tally: Tally
    ) -> Bool {
        guard profile == .swarm, tally.seeds >= Self.seedsForAllPoints else { return false }
        let missing = tally.unreached(points)
        if !missing.isEmpty {
            say("fails: \(tally.seeds) seeds never reached \(missing.joined(separator: ", "))")
        }
        let classes = FaultClass.allCases.filter { $0 != .rot && $0.applies(to: application) }
        let rare = tally.rare(classes.sorted(), below: Self.strikesMin)
        if !rare.isEmpty {
            say(
                "fails: \(tally.seeds) seeds had less than \(Self.strikesMin) strikes of "
                    + rare.joined(separator: ", "))
        }
        return !missing.isEmpty || !rare.isEmpty
    }

    /// So many seeds of `swarm` have to reach every point that their application names.
    private static let seedsForAllPoints = 200
    /// And each class of faults has to strike so often.
    private static let strikesMin = 50

    private func finish(_ tally: Tally, _ points: [String], milliseconds: Int64) {
        let rate = Double(tally.seeds) * 1000 / Double(max(milliseconds, 1))
        if json {
            print(tally.json(rate: rate, points: points))
        } else {
            print(tally.summary(rate: rate, points: points))
        }
    }

    private func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

extension Profile {
    static func parse(_ text: String) throws -> Profile {
        guard let profile = Profile(rawValue: text) else {
            throw ValidationError("a profile is calm, lite, swarm or rot, not '\(text)'")
        }
        return profile
    }
}

/// `90s`, `10m`, `1h`, or a number of seconds.
enum Span {
    static func parse(_ text: String) throws -> Duration {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text[...] : text.dropLast()
        guard let number = Int64(digits), (1...1_000_000).contains(number) else {
            throw ValidationError("'\(text)' is no span: write 90s, 10m or 1h")
        }
        return .seconds(number * (unit ?? 1))
    }
}
