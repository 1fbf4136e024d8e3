/// A run written down: heading, then a line for each step. What a plan drew, what a person wrote and
/// what a shrinker left are of one form.
package struct FailureFile {
    package let text: String

    package init(_ outcome: Outcome, application: String) {
        var lines = ["# skein-sim run, version 1", "application \(application)"]
        lines += outcome.configuration.lines
        lines += outcome.violations.map { "# fails: \($0.checker): \($0.detail)" }
        if let error = outcome.error { lines.append("# cannot be run: \(error)") }
        lines += outcome.steps.map(\.line)
        text = lines.joined(separator: "\n") + "\n"
    }
}
