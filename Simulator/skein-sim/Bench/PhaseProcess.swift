import Foundation

/// Runs one phase by starting this program anew.
struct PhaseProcess {
    let folder: URL
    let batch: Int
    let operations: Int

    /// The figures that the phase prints; what it says on standard error goes where ours goes.
    func run(_ phase: TriagePhase) throws -> BenchFigures {
        let process = Process()
        // The running image, even if a build has replaced the file in the meantime.
        process.executableURL = URL(filePath: "/proc/self/exe")
        process.arguments = [
            "bench", "triage-phase", phase.rawValue, folder.path, String(batch),
            "--operations", String(operations),
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        BenchInterruption.setChild(process.processIdentifier)
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        BenchInterruption.setChild(nil)
        if BenchInterruption.hasArrived { throw BenchError.interrupted }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw BenchError.phaseFailed(phase.rawValue, status: process.terminationStatus)
        }
        guard !printed.isEmpty else { throw BenchError.phaseSilent(phase.rawValue) }
        return try JSONDecoder().decode(BenchFigures.self, from: printed)
    }
}
