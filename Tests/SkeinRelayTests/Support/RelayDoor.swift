import SkeinCRDT
import SkeinRelay
import SkeinRelayServer
import SkeinServing
import SkeinTransport
import SkeinWire

/// A way to a relay's service: by a call in this process, or over a real socket. The same tests go
/// through both.
enum RelayDoor: CaseIterable, Sendable {
    case process, socket

    /// Runs a relay with an empty store, its clock in the test's hands.
    func open(
        limits: RelayLimits = RelayLimits(),
        _ body: @Sendable @escaping (OpenRelay) async throws -> Void
    ) async throws {
        let time = ManualTime()
        let core = RelayCore(
            RelayEngine(
                store: MemoryRelayStore(), keys: TestRelay.keys, limits: limits,
                clock: ClockRule(accepts: false, boot: "a", mark: nil)))
        let service = RelayService(core, limits: limits, time: time.relayTime)
        let relay = OpenRelay(time: time, core: core) { call in
            guard case .answer(let answer) = await service.handle(call) else {
                throw SocketClient.Failure(what: "closed without an answer")
            }
            return answer
        }
        switch self {
        case .process: try await body(relay)
        case .socket:
            try await serve(service) { port in
                let client = SocketClient(port: port)
                try await body(OpenRelay(time: time, core: core) { try await client.call($0) })
            }
        }
    }

    private func serve(
        _ service: RelayService, _ body: @Sendable @escaping (Int) async throws -> Void
    ) async throws {
        let (ports, found) = AsyncStream<Int>.makeStream()
        let http = service.httpService(host: "127.0.0.1", port: 0, stopsOnSignals: false)
        try await withThrowingTaskGroup { group in
            group.addTask { try await http.run { found.yield($0) } }
            defer { group.cancelAll() }
            for await port in ports {
                try await body(port)
                break
            }
        }
    }
}

/// A relay that can be called.
struct OpenRelay: Sendable {
    let time: ManualTime
    let core: RelayCore
    let call: @Sendable (HTTPCall) async throws -> HTTPAnswer

    func get(_ path: String) async throws -> HTTPAnswer {
        try await call(HTTPCall(method: "GET", url: path, label: path))
    }

    func post(_ path: String, _ body: [UInt8]) async throws -> HTTPAnswer {
        try await call(HTTPCall(method: "POST", url: path, body: body, label: path))
    }

    func append(_ body: [UInt8], to workspace: TestWorkspace) async throws -> HTTPAnswer {
        try await post("/v1/w/\(workspace.hex)/entries", body)
    }

    /// A workspace with its genesis in the log.
    func found(seed: UInt8 = 1) async throws -> TestWorkspace {
        var workspace = try TestWorkspace(seed: seed, relay: TestRelay.keys.verifier)
        try await admit(workspace.genesis.append(), to: &workspace)
        return workspace
    }

    @discardableResult
    func admit(
        _ body: [UInt8], to workspace: inout TestWorkspace
    ) async throws -> AppendAnswer {
        let answer = try await append(body, to: workspace)
        guard answer.status == 200 else { throw UnexpectedAnswer(answer: answer) }
        let size = workspace.state.size
        let page = try await page(workspace, "from=\(size)")
        for item in page.items { _ = workspace.follow(item) }
        return try AppendAnswer.decode(answer.body)
    }

    func page(_ workspace: TestWorkspace, _ query: String) async throws -> LogPage {
        let answer = try await get("/v1/w/\(workspace.hex)/entries?\(query)")
        guard answer.status == 200 else { throw UnexpectedAnswer(answer: answer) }
        return try LogPage.decode(answer.body)
    }
}

struct UnexpectedAnswer: Error {
    let answer: HTTPAnswer
}

extension HTTPAnswer {
    /// A field of an error's body.
    func field(_ name: String) throws -> CBOR? { try CBOR.decode(body)[name] }
}
