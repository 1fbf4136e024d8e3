import Foundation
import SimulationKit
import Testing

/// The second oracle, in another language, on a few logs; `make sim-test` tries a hundred.
@Suite(.serialized) struct OracleTests {
    private static let python = "/usr/bin/python3"
    private static let hasPython = FileManager.default.isExecutableFile(atPath: python)

    /// The package's root: this file lies three folders below.
    private static var script: String {
        let file = URL(filePath: #filePath)
        return (0..<4).reduce(file) { url, _ in url.deletingLastPathComponent() }
            .appending(path: "Simulator/oracle/replay.py").path
    }

    @Test(.enabled(if: hasPython, "no python3 on this machine"))
    func `it comes to the same verdicts, roots and digests`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "skein-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var exports: [LogExport] = []
        for seed in 1...8 as ClosedRange<UInt64> {
            exports.append(try LogForge(seed: seed, entries: 40).exported(as: "forged-\(seed)"))
        }
        let files = try exports.map { export in
            let file = folder.appending(path: "\(export.name).json")
            try Data(try export.json()).write(to: file)
            return file.path
        }
        let (status, said) = try run(files)
        #expect(status == 0, "\(said)")
        #expect(said.hasSuffix("8 logs: 8 equal, 0 differ\n"), "\(said)")

        // A claim that is wrong is found.
        let text = try String(contentsOfFile: files[0], encoding: .utf8)
        let lie = text.replacing("\"verdicts\":[\"valid\"", with: "\"verdicts\":[\"malformed\"")
        try Data(lie.utf8).write(to: URL(filePath: files[0]))
        #expect(try run(files).status == 1)
    }

    private func run(_ files: [String]) throws -> (status: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(filePath: Self.python)
        process.arguments = ["-B", Self.script] + files
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
