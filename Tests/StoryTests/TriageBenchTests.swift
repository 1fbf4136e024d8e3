import Foundation
import SkeinTesting
import Testing

/// The benchmark as a program, on a workload so small that its figures mean nothing.
@Suite struct TriageBenchTests {
    private let folder: URL

    init() throws { folder = try Fixtures.memoryFolder() }

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

    private func start(_ arguments: [String]) throws -> RunningProgram {
        var environment = ProcessInfo.processInfo.environment
        environment["TMPDIR"] = folder.path
        return try RunningProgram(
            "skein-sim", ["bench", "triage"] + arguments, environment: environment)
    }

    private func removeFolder() {
        #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) }
    }

    private var left: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
    }

    @Test func `a run prints every key of the peers and what it merged, and leaves no folder`()
        throws
    {
        defer { removeFolder() }
        let bench = try start(["--json", "--operations", "1600", "--rounds", "2"])
        #expect(bench.wait() == 0, "\(bench.standardError)")
        #expect(bench.lines.count == 1)
        let json = try JSONSerialization.jsonObject(with: Data(bench.standardOutput.utf8))
        let figures = try #require(json as? [String: Any])
        #expect(Set(figures.keys) == Self.keys)
        for key in Self.keys.filter({ $0.hasPrefix("rss") || $0.hasSuffix("bytes") }) {
            #expect(figures[key] as? Double ?? 0 > 0, "\(key)")
        }
        let state = try #require(figures["state"] as? [Any])
        #expect(state.count == 4)
        #expect((state[0] as? String)?.count == 16)
        // Counted twice: by SQL-less reading after the merge, and anew by the process that opens.
        let spread = try #require(figures["spread"] as? [String: Int])
        #expect(spread["open"] == figures["open_chats"] as? Int)
        #expect(spread.values.reduce(0, +) == state[1] as? Int)
        #expect(figures["converged"] as? Bool == true)
        for word in ["round 2 of 2", "local, 100 operations", "reverse...", "trickle..."] {
            #expect(bench.standardError.contains(word), "\(word)")
        }
        #expect(try left == [])
    }

    @Test func `an interrupted run leaves no folder and no process`() throws {
        defer { removeFolder() }
        let bench = try start(["--json"])
        // The first phase writes into its folder now.
        while try left.isEmpty, bench.isRunning {}
        bench.signal(SIGINT)
        #expect(bench.wait() == 130, "\(bench.standardError)")
        #expect(bench.standardOutput == "")
        #expect(try left == [])
    }

    @Test func `numbers out of range are refused before anything runs`() throws {
        defer { removeFolder() }
        for arguments in [["--rounds", "0"], ["--operations", "79"], ["--operations", "100001"]] {
            let bench = try start(arguments)
            #expect(bench.wait() == 64)
            #expect(bench.standardError.contains(arguments[0]), "\(bench.standardError)")
        }
        #expect(try left == [])
    }
}
