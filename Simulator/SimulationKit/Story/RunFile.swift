/// A run written down: heading, then a line for each step. What a plan drew, what a person wrote
/// and what a shrinker left are of one form.
///
///     # A clock ten years ahead does not win for ever.
///     application todo
///     devices a b
///     0      a clock jump 3650d
///     1s     a does title milk bread
///     +20s   b does title milk butter
///     end    expect a shows "milk butter open []"
///
/// | heading     | value | where it is left out |
/// | ----------- | ----- | -------------------- |
/// | application | a name | not allowed |
/// | devices     | names, the founder's first | not allowed |
/// | seed        | a number below 2^64 | 1 |
/// | profile     | calm, lite, swarm; only told | calm |
/// | storm       | a span; steps may be later | the last step's time |
/// | faults      | classes of faults; only told | none |
/// | quality     | `delay=5-40 loss=0 copy=0 reset=0 stall=0` | that |
/// | policy      | `hold=10s ...`, a number of the workspace | the standard |
///
/// A time is a number with `ms`, `s`, `m`, `h` or `d`, without one of milliseconds; `+5s` counts
/// from the step before; `end` is after the calm and takes expectations only.
package struct RunFile {
    package var application: any SimulatedApplication
    package var configuration: Configuration
    package var steps: [Step]
    /// Comments of the heading that a program wrote: what failed.
    package var remarks: [String] = []

    package init(
        _ configuration: Configuration, _ application: any SimulatedApplication, _ steps: [Step]
    ) {
        self.configuration = configuration
        self.application = application
        self.steps = steps
    }

    package init(_ outcome: Outcome, _ application: any SimulatedApplication) {
        self.init(outcome.configuration, application, outcome.steps)
        remarks = outcome.violations.map { "fails: \($0.checker): \($0.detail)" }
        if let error = outcome.error { remarks.append("cannot be run: \(error)") }
    }

    package var run: Run { Run(configuration, application, steps: steps) }

    package var text: String {
        var lines = ["# skein-sim run, version 1", "application \(application.name)"]
        lines += configuration.lines
        lines += PolicyWord.lines(configuration.policy)
        lines += remarks.map { "# " + $0.replacing("\r", with: " ").replacing("\n", with: " ") }
        lines += steps.map(\.line)
        return lines.joined(separator: "\n") + "\n"
    }
}

/// What is wrong with a run that was written down, and where.
package struct RunFileError: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// From 1 on.
    package let line: Int
    /// What is wrong, and what would be possible.
    package let reason: String

    package var description: String { "\(file):\(line): \(reason)" }
}
