import Foundation
import SkeinTesting

/// One run of a script of `.ci`, to its end.
struct ScriptRun {
    let status: Int32
    /// Standard output.
    let output: String
    /// Standard error.
    let complaints: String

    /// - Parameter path: replaces `PATH`; nil keeps it.
    init(_ name: String, _ arguments: [String], input: String = "", path: String? = nil) throws {
        let process = Process()
        process.executableURL = Fixtures.packageRoot.appending(path: ".ci/\(name)")
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        if let path { environment["PATH"] = path }
        process.environment = environment
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (stdin, stdout)
        process.standardError = stderr
        try process.run()
        // Samples are far below a pipe's buffer, so nothing can block here.
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        output = try Self.text(from: stdout)
        complaints = try Self.text(from: stderr)
        process.waitUntilExit()
        status = process.terminationStatus
    }

    private static func text(from pipe: Pipe) throws -> String {
        String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }
}
