import Foundation
import SkeinCRDT
import SkeinRelayStore
import SkeinTesting
import SkeinWire
import Testing

@Suite("The program skein-relay")
struct RelayProgramTests {
    @Test func `prints one line when it listens, serves, and ends well on a signal`() async throws {
        for signal in [SIGTERM, SIGINT] {
            let folder = try StoreFolder()
            let relay = try await RelayProcess.start(
                store: folder.url, options: ["--name", "relay.test"])
            let prefix = "listening on http://127.0.0.1:\(relay.port) key relay.test+"
            #expect(relay.line.hasPrefix(prefix))
            #expect(try await relay.verifier().signing == NoteVerifier.parse(relay.key))
            let workspace = try TestWorkspace(relay: try await relay.verifier())
            let answer = try await relay.append(workspace.genesis.append(), to: workspace)
            #expect(answer.index == 0)
            #expect(try await relay.end(signal) == 0)
            // An orderly end leaves no write-ahead log behind.
            #expect(!FileManager.default.fileExists(atPath: folder.database.path + "-wal"))
            let again = try await RelayProcess.start(store: folder.url)
            #expect(again.key == relay.key)
            #expect(try await again.page(workspace).items.count == 1)
            #expect(try await again.end(signal) == 0)
        }
    }

    @Test func `ends a long poll with what there is when it is stopped`() async throws {
        let folder = try StoreFolder()
        let relay = try await RelayProcess.start(store: folder.url)
        let workspace = try TestWorkspace(relay: try await relay.verifier())
        _ = try await relay.append(workspace.genesis.append(), to: workspace)
        let path = "/v1/w/\(workspace.hex)/entries?from=1&wait=55000"
        let start = ContinuousClock.now
        async let answer = relay.call("GET", path)
        // Answered, so the poll before it on its own connection has most likely been read; should
        // it not have been, its connection is refused and the test says so.
        _ = try await relay.call("GET", "/v1/relay")
        #expect(try await relay.end(SIGTERM) == 0)
        let status = try? await answer.status
        #expect(status == 200 || status == nil)
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test func `ends though a caller never comes to the end of its call`() async throws {
        let folder = try StoreFolder()
        let relay = try await RelayProcess.start(store: folder.url)
        let socket = try LoopbackSocket(port: relay.port)
        let path = "/v1/w/\(String(repeating: "0", count: 64))/entries"
        socket.write("POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nbegun")
        _ = try await relay.call("GET", "/v1/relay")
        let start = ContinuousClock.now
        #expect(try await relay.end(SIGTERM) == 0)
        // Sooner than the 30 seconds that a caller has for its body.
        #expect(ContinuousClock.now - start < .seconds(20))
        socket.close()
    }

    @Test func `is refused a folder that another one holds, whose process it names`() async throws {
        let folder = try StoreFolder()
        let first = try await RelayProcess.start(store: folder.url)
        let second = try await RelayProcess.fail([
            "serve", "--store", folder.url.path, "--listen", "127.0.0.1:0",
        ])
        #expect(second.status == 1)
        #expect(second.complaint.contains("process \(try first.relayID)"))
        try await first.end(SIGTERM)
    }

    @Test(arguments: [
        "0.0.0.0:0", "[::]:0", "relay.example:0", "128.0.0.1:0", "127.evil.example:0",
        "127.0.evil.example:0", "127.0.0.1.example:0", "127.0.0.256:0",
    ])
    func `serves no plain http beyond this machine unless told to`(_ listen: String) async throws {
        let folder = try StoreFolder()
        let ended = try await RelayProcess.fail([
            "serve", "--store", folder.url.appending(path: "none").path, "--listen", listen,
        ])
        #expect(ended.status == 2)
        #expect(ended.complaint.contains("--allow-plain"))
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "none").path))
    }

    @Test func `serves plain http beyond this machine if told to`() async throws {
        let folder = try StoreFolder()
        let relay = try await RelayProcess.start(
            store: folder.url, options: ["--listen", "0.0.0.0:0", "--allow-plain"])
        #expect(relay.line.hasPrefix("listening on http://0.0.0.0:"))
        try await relay.end(SIGTERM)
    }

    @Test(arguments: [
        ["serve"], ["serve", "--store", "x", "--listen", "8080"], ["dance"],
        ["serve", "--store", "x", "--listen", "127.0.0.1:0", "--what"],
        ["serve", "--store", "x", "--listen", "127.0.0.1:70000"],
    ])
    func `ends with 2 when it is called wrongly`(_ arguments: [String]) async throws {
        #expect(try await RelayProcess.fail(arguments).status == 2)
    }

    @Test func `ends with 1 and a sentence where it cannot work`() async throws {
        let folder = try StoreFolder()
        let file = folder.url.appending(path: "file")
        try Data("x".utf8).write(to: file)
        let noFolder = try await RelayProcess.fail([
            "serve", "--store", file.path, "--listen", "127.0.0.1:0",
        ])
        #expect(noFolder.status == 1)
        #expect(noFolder.complaint.contains(file.path))
        let taken = try await RelayProcess.start(store: folder.url.appending(path: "a"))
        let noPort = try await RelayProcess.fail([
            "serve", "--store", folder.url.appending(path: "b").path, "--listen",
            "127.0.0.1:\(taken.port)",
        ])
        #expect(noPort.status == 1)
        #expect(noPort.complaint.contains("cannot listen"))
        try await taken.end(SIGTERM)
    }

    @Test func `leaves a damaged store alone, with a sentence`() async throws {
        let folder = try StoreFolder()
        try await RelayProcess.start(store: folder.url).end(SIGTERM)
        try folder.write([UInt8](repeating: 0x2a, count: 9_000), "relay.sqlite")
        let ended = try await RelayProcess.fail([
            "serve", "--store", folder.url.path, "--listen", "127.0.0.1:0",
        ])
        #expect(ended.status == 1)
        #expect(ended.complaint.contains("damaged"))
        #expect(try folder.bytes("relay.sqlite") == [UInt8](repeating: 0x2a, count: 9_000))
    }

    @Test func `does not start with a clock behind its log, but with --accept-time`() async throws {
        let folder = try StoreFolder()
        let clock = folder.url.appending(path: "offset")
        let environment = ["SKEIN_CLOCK": clock.path]
        try Data("7200000".utf8).write(to: clock)
        let store = folder.url.appending(path: "store")
        let first = try await RelayProcess.start(store: store, environment: environment)
        let workspace = try TestWorkspace(relay: try await first.verifier())
        let answer = try await first.append(workspace.genesis.append(), to: workspace)
        try await first.end(SIGTERM)
        try Data("0".utf8).write(to: clock)
        await #expect(throws: RelayProcess.Ended.self) {
            _ = try await RelayProcess.start(store: store, environment: environment)
        }
        let accepted = try await RelayProcess.start(
            store: store, options: ["--accept-time"], environment: environment)
        var next = try TestWorkspace(
            continuing: try await accepted.page(workspace), workspace: workspace.id)
        let later = try await accepted.append(try next.batch().append(), to: workspace)
        #expect(later.time == answer.time)
        try await accepted.end(SIGTERM)
    }

    @Test func `starts after hours of rest, and goes on when the clock is moved on`() async throws {
        let folder = try StoreFolder()
        let clock = folder.url.appending(path: "offset")
        let environment = ["SKEIN_CLOCK": clock.path]
        let store = folder.url.appending(path: "store")
        let first = try await RelayProcess.start(store: store, environment: environment)
        var workspace = try TestWorkspace(relay: try await first.verifier())
        let start = try await first.append(workspace.genesis.append(), to: workspace)
        workspace = try TestWorkspace(
            continuing: try await first.page(workspace), workspace: workspace.id)
        try Data("7200000".utf8).write(to: clock)
        let later = try await first.append(try workspace.batch().append(), to: workspace)
        #expect(later.time >= start.time + 7_200_000)
        try await first.end(SIGTERM)
        try Data("86400000".utf8).write(to: clock)
        let second = try await RelayProcess.start(store: store, environment: environment)
        #expect(try await second.page(workspace).items.count == 2)
        try await second.end(SIGTERM)
    }

    @Test func `notes for its next start when it was stopped`() async throws {
        let folder = try StoreFolder()
        let clock = folder.url.appending(path: "offset")
        try Data("0".utf8).write(to: clock)
        let store = folder.url.appending(path: "store")
        let relay = try await RelayProcess.start(
            store: store, environment: ["SKEIN_CLOCK": clock.path])
        // Wall time of the mark that every run begins with.
        func marked() throws -> Int64? {
            let text = try? String(contentsOf: store.appending(path: "clock"), encoding: .utf8)
            return text?.split(separator: " ").dropFirst().first.flatMap { Int64($0) }
        }
        while try marked() == nil { _ = try await relay.verifier() }
        let first = try #require(try marked())
        // Less than the time between two marks of a run.
        try Data("30000".utf8).write(to: clock)
        try await relay.end(SIGTERM)
        #expect(try #require(try marked()) >= first + 30_000)
    }
}
