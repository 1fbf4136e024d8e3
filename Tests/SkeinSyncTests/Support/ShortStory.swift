import SkeinCRDT
import SkeinSync
import SkeinTransport
import SkeinWire

/// Two devices, two batches with texts, and the pulls around them: every kind of answer that a
/// device gets from its relay in a day, in few bytes.
enum ShortStory {
    /// Long enough for a refused answer to be asked for anew within the same step.
    private static let step: Duration = .seconds(10)

    static func tell(_ bench: Bench) throws {
        try bench.start(0)
        try bench.pass(step)
        try bench.record(0, Bench.retitle("a", "first"), Bench.rewrite("a", "a text"))
        try bench.pass(step)
        try bench.start(1)
        try bench.pass(step)
        try bench.record(1, Bench.retitle("a", "second"), Bench.rewrite("b", "other"))
        try bench.pass(step)
        try bench.sync(0)
        try bench.pass(step)
    }
}
