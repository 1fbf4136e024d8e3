import ArgumentParser
import Foundation
import SimulationKit
import SkeinCRDT
import SkeinClock

/// Makes a failing run small.
struct ShrinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shrink", abstract: "Make a failing run small: fewer steps, devices, faults.",
        discussion: """
            A smaller run counts if it breaks the same rule. The smallest one found goes to OUT, \
            or beside FILE. Exit code 64 if the run does not fail at all.
            """)

    @Argument(help: ArgumentHelp("A file that holds a failing run.", valueName: "file"))
    var file: String

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Where the small run goes.", valueName: "out"))
    var output: String?

    @Option(
        name: .customLong("for"), help: "How long at most, such as 60s or 10m.",
        transform: Span.parse)
    var span = Duration.seconds(60)

    func run() throws {
        let run = try RunInput.read(file)
        guard let small = Self.shrink(run, for: span) else {
            throw RunInput.refuse("\(file): this run breaks no rule")
        }
        let target = output ?? Self.beside(file)
        do { try Data(small.text.utf8).write(to: URL(filePath: target)) } catch {
            throw RunInput.refuse("\(target): cannot be written")
        }
        print("\(target): skein-sim replay \(target)")
    }

    static func beside(_ path: String) -> String {
        (path.hasSuffix(".sim") ? String(path.dropLast(4)) : path) + ".small.sim"
    }

    /// Says on the way how far it is; nil where the run breaks no rule.
    static func shrink(_ run: RunFile, for span: Duration) -> RunFile? {
        let clock = SystemClock()
        let start = clock.now().monotonic
        let isShown = isatty(STDERR_FILENO) == 1
        let shrinker = Shrinker(
            run, isTimeUp: { clock.now().monotonic - start >= span },
            progress: { if isShown { RunInput.say("  \($0)") } })
        guard var shrinker else { return nil }
        let before = shrinker.size
        shrinker.shrink()
        let tenths = (clock.now().monotonic - start).wholeMilliseconds / 100
        RunInput.say(
            "shrunk from \(before) to \(shrinker.size) in \(shrinker.runs) runs, "
                + "\(tenths / 10).\(tenths % 10) s (\(shrinker.checker))")
        return shrinker.best
    }
}
