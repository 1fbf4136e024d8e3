import Foundation
import SkeinTesting
import Testing

/// The scripts behind `make test` and `make setup`: a summary that lies would hide everything else.
@Suite struct ScriptTests {
    /// What `swift test` printed and ended with, and what has to be counted.
    ///
    /// Not arguments of a test: the runner prints those, and its own output would then hold them.
    private static let samples: [(output: String, status: Int, expected: String)] = [
        ("✔ Test run with 12 tests in 3 suites passed after 0.1 seconds.", 0, "12 0"),
        ("✔ Test run with 1 test in 0 suites passed after 0.1 seconds.", 0, "1 0"),
        (
            "➜ Test a() skipped.\n➜ Test \"b\" skipped: \"why\"\n"
                + "✔ Test run with 5 tests in 1 suite passed after 1 seconds.", 0, "3 0"
        ),
        (
            "✘ Test \"b\" failed after 0.001 seconds with 1 issue.\n"
                + "✘ Test c(d:) with 8 test cases failed after 5.9 seconds with 2 issues.\n"
                + "✘ Suite \"S\" failed after 0.1 seconds with 3 issues.\n"
                + "✘ Test run with 3 tests in 1 suite failed after 0.1 seconds with 3 issues.",
            1, "1 2"
        ),
        // A crash names no failure and has no closing line.
        ("✔ Test a() passed after 0.1 seconds.", 139, "0 1"),
        ("", 0, "0 1"),
        // Something else went wrong after a good run.
        ("✔ Test run with 3 tests in 1 suite passed after 0.1 seconds.", 1, "2 1"),
        // A test's name and what it prints decide nothing.
        (
            "✔ Test \"says that b failed after 3 seconds\" passed after 0.1 seconds.\n"
                + "Test run with 900 tests\n"
                + "✔ Test run with 800 tests in 1 suite passed after 1 seconds.\n"
                + "✔ Test run with 3 tests in 1 suite passed after 0.1 seconds.", 0, "3 0"
        ),
    ]

    @Test func testsAreCountedFromTheOutputOfTheirRunner() throws {
        for (place, sample) in Self.samples.enumerated() {
            let run = try ScriptRun(
                "count-tests", [String(sample.status)], input: sample.output + "\n")
            #expect(run.output == sample.expected + "\n", "sample \(place)")
            #expect(run.status == 0, "sample \(place)")
        }
    }

    @Test(
        arguments: [("5.9", false), ("6.1.2", false), ("6.2", true), ("6.10", true), ("7.0", true)])
    func setupWantsANewEnoughSwift(version: String, isFine: Bool) throws {
        let folder = try Fixtures.temporaryFolder()
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let answer = "echo 'Swift version \(version) (swift-\(version)-RELEASE)'"
        try Self.writeProgram("swift", answer, to: folder)
        // Whatever else setup asks for is there.
        for name in ["pkg-config", "strace", "python3", "tmux"] {
            try Self.writeProgram(name, "exit 0", to: folder)
        }
        let run = try ScriptRun("setup", [], path: folder.path + ":/usr/bin:/bin")
        #expect((run.status == 0) == isFine, "\(run.complaints)")
        #expect(run.complaints.contains("Swift \(version) is too old") == !isFine)
    }

    @Test func setupSaysWhatIsMissingWhereItCannotInstall() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        try Self.writeProgram("swift", "echo 'Swift version 6.2 (swift-RELEASE)'", to: folder)
        // A machine with the basic tools, without apt-get, and of the libraries only readline.
        try Self.writeProgram("pkg-config", "[ \"$2\" = readline ]", to: folder)
        for name in ["bash", "uname", "sed", "head", "sort", "id"] {
            try Self.link(name, into: folder)
        }
        let run = try ScriptRun("setup", [], path: folder.path)
        #expect(run.status == 1)
        #expect(
            run.complaints.contains(
                "missing Debian packages: libsqlite3-dev libcurl4-openssl-dev libsodium-dev "
                    + "libzstd-dev strace python3 python3-venv tmux"))
        #expect(run.complaints.contains("no apt-get"))
    }

    private static func writeProgram(_ name: String, _ line: String, to folder: URL) throws {
        let file = folder.appending(path: name)
        try Data("#!/bin/bash\n\(line)\n".utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    }

    /// A program of the system, under the same name.
    private static func link(_ name: String, into folder: URL) throws {
        let source = ["/usr/bin/", "/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: name).path,
            withDestinationPath: try #require(source, "\(name) is not on this machine"))
    }
}
