import Foundation
import Synchronization

/// A program of ours that runs beside the test.
public final class RunningProgram: Sendable {
    public struct Ended: Error, CustomStringConvertible {
        public let description: String
    }

    private let process: Mutex<Process>
    private let output = Mutex<[UInt8]>([])
    private let errors = Mutex<[UInt8]>([])
    private let outputEnd = DispatchGroup()
    /// Rung at every piece of output, and at its end.
    private let news = DispatchSemaphore(value: 0)
    public let name: String

    /// Starts it; its standard input is `input` and then ends.
    public init(
        _ name: String, _ arguments: [String], environment: [String: String], input: String? = nil
    ) throws {
        self.name = ([name] + arguments).joined(separator: " ")
        let process = Process()
        process.executableURL = Programs.url(name)
        process.arguments = arguments
        process.environment = environment
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        let entry = Pipe()
        process.standardInput = entry
        self.process = Mutex(process)
        for (pipe, isError) in [(out, false), (err, true)] {
            outputEnd.enter()
            // A thread of its own: tests wait on the threads that dispatch would need for handlers.
            Thread { [weak self, outputEnd, news] in
                while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
                    if isError {
                        self?.errors.withLock { $0 += data }
                    } else {
                        self?.output.withLock { $0 += data }
                    }
                    news.signal()
                }
                outputEnd.leave()
                news.signal()
            }.start()
        }
        try process.run()
        if let input { try entry.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try entry.fileHandleForWriting.close()
    }

    public var standardOutput: String { output.withLock { String(decoding: $0, as: UTF8.self) } }
    public var standardError: String { errors.withLock { String(decoding: $0, as: UTF8.self) } }
    public var isRunning: Bool { process.withLock { $0.isRunning } }
    public var identifier: Int32 { process.withLock { $0.processIdentifier } }

    /// Waits for the end; the exit code, or minus the signal.
    @discardableResult
    public func wait() -> Int32 {
        let process = process.withLock { $0 }
        process.waitUntilExit()
        outputEnd.wait()
        return process.terminationReason == .exit
            ? process.terminationStatus : -process.terminationStatus
    }

    public func signal(_ number: Int32) { kill(identifier, number) }

    /// The first line on standard output that begins so.
    ///
    /// - Throws: `Ended` if the program ends without it.
    public func line(beginning prefix: String) throws -> String {
        while true {
            let hasEnded = outputEnd.wait(timeout: .now()) == .success
            let lines = standardOutput.split(separator: "\n", omittingEmptySubsequences: false)
            if let line = lines.dropLast().first(where: { $0.hasPrefix(prefix) }) {
                return String(line)
            }
            if hasEnded {
                throw Ended(description: "\(name): \(standardOutput) \(standardError)")
            }
            news.wait()
        }
    }

    /// The lines on standard output that are complete so far.
    public var lines: [String] {
        standardOutput.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .map { String($0) }
    }

    /// Waits until so many lines are complete on standard output.
    ///
    /// - Throws: `Ended` if the program ends with fewer.
    public func wait(lines count: Int) throws {
        while true {
            let hasEnded = outputEnd.wait(timeout: .now()) == .success
            if lines.count >= count { return }
            if hasEnded {
                throw Ended(description: "\(name): \(standardOutput) \(standardError)")
            }
            news.wait()
        }
    }
}
