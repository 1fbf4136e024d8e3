import TriageWorkload

/// What the merged state must hold for the figures to count.
struct TriageExpectation {
    private let tally: TriageTally

    /// The published counts for the published length, for other lengths counted the slow way.
    init(operations: Int) {
        tally =
            operations == TriagePhaseRun.standardOperations
            ? .standard : TriageTally(TriageGenerator.operations(count: operations))
    }

    /// - Throws: `BenchError.wrongResult` with everything that differs.
    func check(_ figures: BenchFigures) throws {
        let wanted = [
            ("status_conflicts", tally.status.conflicts),
            ("assignee_conflicts", tally.assignee.conflicts), ("tags", tally.present),
        ]
        var findings = wanted.compactMap { key, count -> String? in
            guard figures[key] != .whole(count) else { return nil }
            let found = figures[key]?.number.map { String(Int($0)) } ?? "nothing"
            return "\(key) is \(found), not \(count)"
        }
        let counts = [tally.status.set, tally.assignee.set, tally.present].map(BenchFigure.whole)
        if case .list(let state)? = figures["state"], Array(state.dropFirst()) == counts {
        } else {
            findings.append("state does not show \(counts.compactMap(\.number).map { Int($0) })")
        }
        if figures["converged"] != .flag(true) {
            findings.append("the two orders of merging ended in different states")
        }
        guard findings.isEmpty else { throw BenchError.wrongResult(findings) }
    }
}
