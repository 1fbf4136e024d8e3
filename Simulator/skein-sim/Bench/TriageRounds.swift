import Foundation

/// All rounds of the bench: each phase in a process of its own, each round in a new folder.
struct TriageRounds {
    let rounds: Int
    let operations: Int

    /// The transactions of the second, shorter run: its rate alone is kept.
    private static let largeBatch = 100

    /// The figures of each round.
    func measure() throws -> [BenchFigures] {
        try (1...rounds).map { round in
            if rounds > 1 { say("round \(round) of \(rounds)\n") }
            return try measureRound()
        }
    }

    /// The medians over the rounds, with the best of each rate.
    static func joined(_ rounds: [BenchFigures]) -> BenchFigures {
        var joined: BenchFigures = ["peer": .text("skein"), "version": .text("0.1")]
        for key in Set(rounds.flatMap(\.keys)) {
            let figures = rounds.compactMap { $0[key] }
            joined[key] = BenchFigure.median(of: figures)
            if key.hasSuffix("ops_s") || key.hasSuffix("_100") {
                joined[key + "_best"] = figures.max { $0.number ?? 0 < $1.number ?? 0 }
            }
        }
        joined["converged"] = .flag(rounds.allSatisfy { $0["converged"] == .flag(true) })
        return joined
    }

    private func measureRound() throws -> BenchFigures {
        var figures = try inNewFolder { folder in
            try TriagePhase.allCases.reduce(into: [:]) { figures, phase in
                figures.merge(try run(phase, folder, batch: 1)) { _, new in new }
            }
        }
        let large = try inNewFolder { try run(.local, $0, batch: Self.largeBatch) }
        figures["local_ops_s_100"] = large["local_ops_s"]
        figures["converged"] = .flag(
            figures["state"] == figures["state_reverse"]
                && figures["digest"] == figures["digest_reverse"])
        return figures
    }

    private func run(_ phase: TriagePhase, _ folder: URL, batch: Int) throws -> BenchFigures {
        if BenchInterruption.hasArrived { throw BenchError.interrupted }
        let detail = "\(batch) operation\(batch == 1 ? "" : "s") a transaction"
        say(phase == .local ? "local, \(detail)..." : "\(phase.rawValue)...")
        let start = ContinuousClock.now
        do {
            let figures = try PhaseProcess(
                folder: folder, batch: batch, operations: operations
            ).run(phase)
            say(String(format: " %.1f s\n", (ContinuousClock.now - start).seconds))
            return figures
        } catch {
            say("\n")
            throw error
        }
    }

    /// The folder is gone when this returns, whatever happened in it.
    private func inNewFolder<T>(_ work: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "skein-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let result = Result { try work(folder) }
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            say("left behind: \(folder.path): \(error.localizedDescription)\n")
        }
        return try result.get()
    }

    private func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
