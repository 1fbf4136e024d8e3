import SharedTodo
import Testing

@testable import SimulationKit

/// Runs share a process's chance: one at a time.
@Suite(.serialized) struct StorytellerTests {
    private static func story(_ steps: String) throws -> Outcome {
        let file = try RunFile(
            parsing: "application todo\ndevices anna boris\n" + steps, name: "f",
            applications: [SharedTodo()])
        var run = file.run
        run.keepsStates = true
        return run.execute()
    }

    private static let quarrel = """
        1s   world partition anna relay | boris
        +1s  anna does title milk oat
        +1s  boris does title milk soy
        +9s  world heal
        """

    @Test func `a conflict is told with both writers, the winner and the rule`() throws {
        let lines = Storyteller.tell(try Self.story(Self.quarrel), in: .english)
        let conflict = try #require(lines.first { $0.contains("conflict") })
        #expect(conflict.contains("milk item.title"))
        #expect(conflict.contains("«soy» by boris at 06:00:03 (wins)"), "\(conflict)")
        #expect(
            conflict.contains("«oat» by anna at 06:00:02;")
                || conflict.contains("«oat» by anna at 06:00:02."))
        #expect(lines.contains { $0.hasPrefix("06:00:02  anna does: title milk oat") })
        #expect(lines.contains { $0.contains("The network falls apart: anna relay | boris") })
        #expect(lines.last?.contains("Every rule holds") == true)
    }

    @Test func `the same story in Russian has the same moments and no English sentence`() throws {
        let outcome = try Self.story(Self.quarrel)
        let english = Storyteller.tell(outcome, in: .english)
        let russian = Storyteller.tell(outcome, in: .russian)
        #expect(russian.map { $0.prefix(8) } == english.map { $0.prefix(8) })
        #expect(russian.contains { $0.contains("«soy» от boris в 06:00:03 (выбрано)") })
        #expect(!russian.contains { $0.contains("The ") || $0.contains("Rule") })
    }

    @Test func `a long story is about a hundred lines and keeps beginning and end`() throws {
        let steps = (1...300).map {
            "\($0)m \($0.isMultiple(of: 2) ? "anna" : "boris") does label milk x\($0)"
        }
        let lines = Storyteller.tell(try Self.story(steps.joined(separator: "\n")), in: .english)
        #expect(lines.count <= 100)
        #expect(lines.contains { $0.contains("sentences left out") })
        #expect(lines[0].contains("begins"))
        #expect(lines.last?.contains("Every rule holds") == true)
    }
}
