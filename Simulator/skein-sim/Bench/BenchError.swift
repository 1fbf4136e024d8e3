/// Why a benchmark has no figures, or none that count.
enum BenchError: Error, Hashable, CustomStringConvertible {
    /// SIGINT or SIGTERM.
    case interrupted
    /// A phase's process ended so; it has said why on standard error.
    case phaseFailed(String, status: Int32)
    case phaseSilent(String)
    /// What was merged is not what the workload holds.
    case wrongResult([String])
    case unreadable(String)

    var description: String {
        switch self {
        case .interrupted: "interrupted"
        case .phaseFailed(let phase, let status):
            "the phase \(phase) failed with \(status); its own words stand above"
        case .phaseSilent(let phase): "the phase \(phase) printed no figures"
        case .wrongResult(let findings):
            "the figures do not count, the merged state is wrong: "
                + findings.joined(separator: "; ")
        case .unreadable(let path): "cannot read \(path)"
        }
    }
}
