import SharedTodo
import SkeinCRDT
import Testing

@testable import SimulationKit

@Suite struct RunFileTests {
    private static func parse(_ text: String) throws(RunFileError) -> RunFile {
        try RunFile(parsing: text, name: "f.sim", applications: [SharedTodo()])
    }

    private static func complaint(_ text: String) -> String {
        do throws(RunFileError) {
            _ = try parse(text)
            return "nothing"
        } catch {
            return error.description
        }
    }

    private static let heading = "application todo\ndevices a b\n"

    @Test func `times have units, count from the step before, or are of the end`() throws {
        let file = try Self.parse(
            Self.heading
                + "250ms a kill\n12.5s a start # comment\n\n+5s a sync\n3m a sync\n2h a sync\n"
                + "7200001 a clock jump -1.5s\nend expect a working\n")
        let times: [Int64] = [250, 12_500, 17_500, 180_000, 7_200_000, 7_200_001, Step.end]
        #expect(file.steps.map(\.at) == times)
        #expect(file.steps[5].words == ["clock", "jump", "-1500"])
        #expect(file.configuration.stormMilliseconds == 7_200_001)
    }

    @Test func `quoted words keep blanks, marks, ends of lines and numbers signs`() throws {
        let file = try Self.parse(
            Self.heading + #"1s a does title milk "a \"b\" # c\n\\""# + "\r\n")
        #expect(file.steps[0].words == ["does", "title", "milk", "a \"b\" # c\n\\"])
        let again = try Self.parse(file.text)
        #expect(again.steps == file.steps)
    }

    @Test func `every drawn plan can be written and read back`() throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            let run = Run(seed: seed, profile: .swarm, SharedTodo())
            let file = RunFile(run.configuration, run.application, run.steps)
            let again = try Self.parse(file.text)
            #expect(again.steps == file.steps, "seed \(seed)")
            #expect(again.text == file.text, "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("", "f.sim:1: the heading 'application' is missing"),
        ("application chess\n", "f.sim:1: there is no application 'chess', only todo"),
        ("application todo\n1s a kill\n", "f.sim:3: the heading 'devices' is missing"),
        ("seed 1\nseed 2\n", "f.sim:2: 'seed' for the second time"),
        ("seed -1\n", "f.sim:1: '-1' is no seed"),
        ("quality loss=200\n", "f.sim:1: 'loss=200': a percentage from 0 to 100"),
        ("policy tea=1\n", "f.sim:1: 'tea=1': write KEY=VALUE"),
        ("application todo\ndevices a relay\n", "f.sim:3: no device can be named 'relay'"),
    ])
    func `a heading that makes no sense is found with its line, and what is possible`(
        text: String, beginning: String
    ) {
        let complaint = Self.complaint(text)
        #expect(complaint.hasPrefix(beginning), "\(complaint)")
    }

    @Test(arguments: [
        ("1s c kill", "there is no 'c', only world, expect, a, b, relay"),
        ("1s a fly", "a cannot 'fly'; possible: does"),
        ("soon a kill", "'soon' is neither a time"),
        ("1x a kill", "'1x' is no time"),
        ("99999999999999999999s a kill", "'99999999999999999999s' is no time"),
        ("1s a clock jump soon", "'soon' is no span of time"),
        ("1s a disk fail tea", "'tea' is none of writeError"),
        ("1s expect c shows x", "there is no device 'c', only a, b"),
        ("1s world cut a moon", "there is no machine 'moon'"),
        ("end a kill", "at the end there is only 'expect'"),
        ("1s a does title milk \"x", "the quotation \"x\" does not end"),
    ])
    func `a step that makes no sense is found before the run, and what is possible`(
        step: String, beginning: String
    ) {
        let complaint = Self.complaint(Self.heading + step + "\n")
        #expect(complaint.hasPrefix("f.sim:3: " + beginning), "\(complaint)")
    }

    @Test func `steps stand in the order of time, below the headings`() {
        #expect(
            Self.complaint(Self.heading + "5s a kill\n1s a start\n")
                .hasPrefix("f.sim:4: the step before is at 5s"))
        #expect(
            Self.complaint(Self.heading + "1s a kill\nseed 4\n")
                .hasPrefix("f.sim:4: the heading 'seed' after the first step"))
    }

    @Test func `a heading gives the workspace other numbers`() throws {
        let file = try Self.parse("policy hold=2s attempts=5\n" + Self.heading)
        #expect(file.configuration.policy.holdMilliseconds == 2_000)
        #expect(file.configuration.policy.attemptsMax == 5)
        #expect(try Self.parse(file.text).configuration == file.configuration)
    }

    @Test(arguments: [
        ("a*c", "abc", true), ("a*c", "ac", true), ("a*c", "acd", false), ("*", "", true),
        ("a*a", "a", false), ("*b*", "abc", true), ("abc", "abcd", false), ("a*b*c", "acb c", true),
    ])
    func `a star stands for anything`(pattern: String, text: String, isMatch: Bool) {
        #expect(Wildcard(pattern).matches(text) == isMatch)
    }
}
