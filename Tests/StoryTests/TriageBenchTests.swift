import Foundation
import SkeinTesting
import Testing

/// The benchmark as a program, on a workload so small that its figures mean nothing.
@Suite(.serialized) struct TriageBenchTests {
    private struct Ended: Sendable {
        let code: Int32
        let output: String
        let complaints: String
        /// What lies where the program puts its folders.
        let left: [String]
    }

    /// What the peers' scripts print, and what is said of conflicts beside it.
    private static let keys: Set<String> = [
        "peer", "version", "local_ops_s", "local_ops_s_best", "local_ops_s_100",
        "local_ops_s_100_best", "export_s", "wire_bytes", "wire_zlib_bytes", "rss_base",
        "rss_local", "vacuumed_bytes", "spread", "merge_s", "merge_ops_s", "merge_ops_s_best",
        "disk_bytes", "persist_s", "rss_merge_base", "rss_merge", "rss_persist", "state",
        "state_reverse", "open_and_count_ms", "open_chats", "rss_open_base", "rss_open",
        "op_wire_bytes", "catch_up_bytes", "merge_one_us_p50", "merge_one_us_p99", "converged",
        "status_conflicts", "assignee_conflicts", "tags", "digest", "digest_reverse",
    ]

    /// Runs the bench to its end, off the tasks' threads.
    ///
    /// - Parameter interrupting: sends SIGINT once the first phase has its folder.
    private func bench(
        _ arguments: [String], interrupting: Bool = false
    ) async throws -> Ended {
        try await onThread { Result { try Self.run(arguments, interrupting) } }.get()
    }

    private static func run(_ arguments: [String], _ interrupting: Bool) throws -> Ended {
        let folder = try Fixtures.memoryFolder()
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        func left() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path)
        }
        var environment = ProcessInfo.processInfo.environment
        environment["TMPDIR"] = folder.path
        let program = try RunningProgram(
            "skein-sim", ["bench", "triage"] + arguments, environment: environment)
        if interrupting {
            while try left().isEmpty, program.isRunning {}
            program.signal(SIGINT)
        }
        let code = program.wait()
        return Ended(
            code: code, output: program.standardOutput, complaints: program.standardError,
            left: try left())
    }

    @Test func `a run prints every key of the peers and what it merged, and leaves no folder`()
        async throws
    {
        let ended = try await bench(["--json", "--operations", "1600", "--rounds", "2"])
        #expect(ended.code == 0, "\(ended.complaints)")
        let json = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
        let figures = try #require(json as? [String: Any])
        #expect(Set(figures.keys) == Self.keys)
        for key in Self.keys.filter({ $0.hasPrefix("rss") || $0.hasSuffix("bytes") }) {
            #expect(figures[key] as? Double ?? 0 > 0, "\(key)")
        }
        let state = try #require(figures["state"] as? [Any])
        #expect(state.count == 4)
        #expect((state[0] as? String)?.count == 16)
        // Counted by the process that merged, and anew by the one that opened.
        let spread = try #require(figures["spread"] as? [String: Int])
        #expect(spread["open"] == figures["open_chats"] as? Int)
        #expect(spread.values.reduce(0, +) == state[1] as? Int)
        #expect(figures["converged"] as? Bool == true)
        for words in ["round 2 of 2", "local, 100 operations", "reverse...", "trickle..."] {
            #expect(ended.complaints.contains(words), "\(words)")
        }
        #expect(ended.left == [])
    }

    @Test func `an interrupted run leaves no folder and prints no figures`() async throws {
        let ended = try await bench(["--json"], interrupting: true)
        #expect(ended.code == 130, "\(ended.complaints)")
        #expect(ended.output == "")
        #expect(ended.left == [])
    }

    @Test(arguments: [["--rounds", "0"], ["--operations", "79"], ["--operations", "100001"]])
    func `a number out of range is refused before anything runs`(arguments: [String])
        async throws
    {
        let ended = try await bench(arguments)
        #expect(ended.code == 64)
        #expect(ended.complaints.contains(arguments[0]), "\(ended.complaints)")
        #expect(ended.left == [])
    }
}
