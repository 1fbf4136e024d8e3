/// One place that breaks a rule, with what to do instead.
struct Finding: Hashable, CustomStringConvertible {
    /// Relative to the package.
    let path: String
    /// From 1.
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}
