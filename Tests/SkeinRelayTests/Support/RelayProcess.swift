import Foundation
import SkeinTransport
import SkeinWire

/// The built `skein-relay` as a process of its own, on a folder and a free port.
final class RelayProcess: Sendable {
    struct Ended: Error {
        let status: Int32
        let complaint: String
    }

    /// Products lie beside the test bundle, which the runner is started with.
    static var folder: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    }

    static var binary: URL { folder.appending(path: "skein-relay") }

    /// The process that was started: the relay, or what it was wrapped in.
    private let process: Process
    /// The one line on standard output.
    let line: String
    let port: Int
    private let store: URL

    /// Waits for the line; throws `Ended` if the process ends first.
    ///
    /// - Parameter wrapper: A program and arguments before the relay's own.
    static func start(
        store: URL, wrapper: [String] = [], options: [String] = [],
        environment: [String: String] = [:]
    ) async throws -> RelayProcess {
        let process = Process()
        let command =
            wrapper + [
                binary.path, "serve", "--store", store.path, "--listen", "127.0.0.1:0",
            ] + options
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        let complaints = Pipe()
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        let line = await Self.readLine(output.fileHandleForReading)
        guard
            let port = line.split(separator: " ").dropFirst(2).first?.split(separator: ":").last
                .flatMap({ Int($0) })
        else {
            process.waitUntilExit()
            let text = String(
                decoding: complaints.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            throw Ended(status: process.terminationStatus, complaint: text)
        }
        return RelayProcess(process, line: line, port: port, store: store)
    }

    /// Runs the relay with a call that is to fail; its exit status and complaint.
    static func fail(_ arguments: [String]) async throws -> Ended {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        let complaints = Pipe()
        let output = Pipe()
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        // A relay that serves after all would not end by itself.
        let line = await readLine(output.fileHandleForReading)
        if !line.isEmpty { process.terminate() }
        let text = await onThread {
            let text = complaints.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: text, as: UTF8.self)
        }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        return Ended(
            status: process.terminationStatus,
            complaint: text + line + String(decoding: said, as: UTF8.self))
    }

    private init(_ process: Process, line: String, port: Int, store: URL) {
        self.process = process
        self.line = line
        self.port = port
        self.store = store
    }

    var client: SocketClient { SocketClient(port: port) }

    /// The key that the line names.
    var key: String { line.split(separator: " ").last.map(String.init) ?? "" }

    /// The relay's own process id, by the lock that it holds.
    var relayID: Int32 {
        get throws {
            let text = try String(contentsOf: store.appending(path: "lock"), encoding: .utf8)
            return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        }
    }

    /// Sends a signal to the relay itself and waits until everything has ended.
    @discardableResult
    func end(_ signal: Int32) async throws -> Int32 {
        let target = try relayID
        guard target > 0 else { throw Ended(status: 0, complaint: "no process id in the lock") }
        kill(target, signal)
        let process = process
        return await Self.onThread {
            process.waitUntilExit()
            return process.terminationStatus
        }
    }

    func call(_ method: String, _ path: String, _ body: [UInt8] = []) async throws -> HTTPAnswer {
        try await client.call(HTTPCall(method: method, url: path, body: body, label: path))
    }

    /// What the relay calls itself, as a genesis entry has to pin it.
    func verifier() async throws -> RelayVerifier {
        let fields = try CBOR.decode(try await call("GET", "/v1/relay").body)
        return try RelayVerifier(
            signing: fields["key"]?.asText ?? "", cosigning: fields["cosign"]?.asText ?? "")
    }

    func append(_ body: [UInt8], to workspace: TestWorkspace) async throws -> AppendAnswer {
        let answer = try await call("POST", "/v1/w/\(workspace.hex)/entries", body)
        guard answer.status == 200 else { throw UnexpectedAnswer(answer: answer) }
        return try AppendAnswer.decode(answer.body)
    }

    func page(_ workspace: TestWorkspace, from: Int = 0) async throws -> LogPage {
        let answer = try await call("GET", "/v1/w/\(workspace.hex)/entries?from=\(from)")
        guard answer.status == 200 else { throw UnexpectedAnswer(answer: answer) }
        return try LogPage.decode(answer.body)
    }

    private static func readLine(_ handle: FileHandle) async -> String {
        await onThread {
            var bytes: [UInt8] = []
            while let byte = handle.readData(ofLength: 1).first, byte != 0x0a { bytes.append(byte) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Blocking calls keep off the pool, which has only as many threads as processors.
    static func onThread<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }
}
