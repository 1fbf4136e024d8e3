import Foundation
import FoundationNetworking
import SkeinTesting

/// Real programs on loopback: a relay, the emulated platforms, and devices, all reading one clock.
final class StoryWorld {
    let folder: URL
    let clockFile: URL
    private var offset: Int64 = 0
    let sources: RunningProgram
    let sourcesURL: String
    private(set) var relay: RunningProgram
    let relayURL: String

    init() throws {
        folder = try Fixtures.temporaryFolder()
        clockFile = folder.appending(path: "clock")
        try Data("0".utf8).write(to: clockFile)
        let environment = Self.environment(folder: folder, clock: clockFile)
        sources = try RunningProgram(
            "skein-sim", ["sources", "--listen", "127.0.0.1:0", "--seed", "7"],
            environment: environment)
        relay = try RunningProgram(
            "skein-relay",
            ["serve", "--store", folder.appending(path: "relay").path, "--listen", "127.0.0.1:0"],
            environment: environment)
        sourcesURL = Self.address(try sources.line(beginning: "listening on "))
        relayURL = Self.address(try relay.line(beginning: "listening on "))
    }

    deinit {
        sources.signal(SIGKILL)
        relay.signal(SIGKILL)
        sources.wait()
        relay.wait()
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path): \(error)")
        }
    }

    private static func address(_ line: String) -> String {
        String(line.split(separator: " ")[2])
    }

    static func environment(folder: URL, clock: URL) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["SKEIN_CLOCK"] = clock.path
        environment["HOME"] = folder.path
        environment["LC_ALL"] = "C.UTF-8"
        for name in ["CONFIG", "DATA", "STATE", "CACHE"] {
            environment["XDG_\(name)_HOME"] = folder.appending(path: name.lowercased()).path
        }
        return environment
    }

    // MARK: Time and the network

    /// Moves the clocks of all programs.
    func advance(_ span: Duration) throws {
        offset += span.components.seconds * 1000
        try Data(String(offset).utf8).write(to: clockFile, options: .atomic)
    }

    func stopRelay() {
        relay.signal(SIGTERM)
        relay.wait()
    }

    func startRelay() throws {
        let place = relayURL.replacing("http://", with: "")
        relay = try RunningProgram(
            "skein-relay",
            ["serve", "--store", folder.appending(path: "relay").path, "--listen", place],
            environment: Self.environment(folder: folder, clock: clockFile))
        _ = try relay.line(beginning: "listening on ")
    }

    // MARK: Devices

    func store(_ device: String) -> String { folder.appending(path: device).path }

    func start(_ device: String, _ arguments: [String], input: String? = nil) throws
        -> RunningProgram
    {
        try RunningProgram(
            "skein", ["--store", store(device), "--lang", "en"] + arguments,
            environment: Self.environment(folder: folder, clock: clockFile), input: input)
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs one command to its end.
    ///
    /// - Throws: `Failed` unless it ends with the expected code.
    @discardableResult
    func run(_ device: String, _ arguments: [String], expecting code: Int32 = 0) throws -> String {
        let program = try start(device, arguments)
        let ended = program.wait()
        guard ended == code else {
            throw Failed(
                description:
                    "\(program.name) ended with \(ended): \(program.standardOutput) "
                    + program.standardError)
        }
        return program.standardOutput
    }

    /// A command's JSON.
    func json(_ device: String, _ arguments: [String]) throws -> [[String: Any]] {
        let text = try run(device, arguments + ["--json"])
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        guard let rows = value as? [[String: Any]] else { throw Failed(description: text) }
        return rows
    }

    // MARK: The platforms

    /// Sends an order to the emulator's control API, in a process-wide synchronous call.
    @discardableResult
    func control(_ method: String, _ path: String, _ body: [String: Any] = [:]) throws -> Any {
        var request = URLRequest(url: try url(path))
        request.httpMethod = method
        if method == "POST" {
            request.httpBody = try JSONSerialization.data(withJSONObject: body)
        }
        let answer = Answer()
        let done = DispatchSemaphore(value: 0)
        let task = URLSession.shared.dataTask(with: request) { data, response, error in
            answer.data = data
            answer.status = (response as? HTTPURLResponse)?.statusCode
            answer.error = error
            done.signal()
        }
        task.resume()
        done.wait()
        guard answer.status == 200, let data = answer.data else {
            throw Failed(
                description: "\(path): \(answer.status ?? 0) \(String(describing: answer.error))")
        }
        return try JSONSerialization.jsonObject(with: data)
    }

    /// Every message that a platform applied for the shop.
    func ledger() throws -> [[String: Any]] {
        try control("GET", "/control/ledger") as? [[String: Any]] ?? []
    }

    private func url(_ path: String) throws -> URL {
        guard let url = URL(string: sourcesURL + path) else { throw Failed(description: path) }
        return url
    }

    /// Written by the call's queue before `done` is signalled, read after.
    private final class Answer: @unchecked Sendable {
        var data: Data?
        var status: Int?
        var error: (any Error)?
    }
}
