import SharedTodo
import SkeinStore
import SkeinWire
import Testing

@testable import SimulationKit

/// Runs share a process's chance: one at a time.
@Suite(.serialized) struct ShrinkerTests {
    /// The to-do list with a fault of its own: two labels must not meet on one item.
    private struct Faulty: SimulatedApplication {
        let todo = SharedTodo()
        var name: String { "faulty" }
        var schema: Schema { todo.schema }
        func draw(_ random: inout SimulationRandom) -> [String] { todo.draw(&random) }
        func edits(for words: [String], in store: ReplicaStore) throws -> [Edit] {
            try todo.edits(for: words, in: store)
        }
        func lines(of store: ReplicaStore) throws -> [String] { try todo.lines(of: store) }
        func fault(in store: ReplicaStore) throws -> String? {
            try lines(of: store).first { $0.contains("shop") && $0.contains("home") }
        }
    }

    private static func failing(commands: Int) -> RunFile {
        var configuration = Configuration.draw(seed: 11, profile: .lite)
        configuration.commands = commands
        let steps = Plan.draw(configuration, Faulty())
        return RunFile(configuration, Faulty(), steps)
    }

    @Test func `two hundred operations shrink to the two that matter`() throws {
        let file = Self.failing(commands: 200)
        #expect(file.steps.count >= 200)
        var shrinker = try #require(Shrinker(file))
        shrinker.shrink()
        let small = shrinker.best
        #expect(small.steps.count <= 3, "\(small.text)")
        #expect(small.configuration.devices.count <= 2)
        #expect(small.configuration.faults.isEmpty)
        #expect(small.configuration.quality == .good)
        #expect(small.run.execute().violations.first?.checker == "application")
    }

    @Test func `a run that breaks no rule cannot be made smaller`() {
        let run = Run(seed: 1, profile: .calm, SharedTodo())
        #expect(Shrinker(RunFile(run.configuration, run.application, run.steps)) == nil)
    }

    @Test func `time that is up ends it with the best so far`() throws {
        var left = 10
        var shrinker = try #require(
            Shrinker(
                Self.failing(commands: 40),
                isTimeUp: {
                    left -= 1
                    return left < 0
                }))
        shrinker.shrink()
        #expect(shrinker.runs <= 10)
        #expect(shrinker.best.run.execute().violations.first?.checker == "application")
    }
}
