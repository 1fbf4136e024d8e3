import Foundation
import SkeinCRDT
import SkeinHTTP
import SkeinServing
import SkeinTesting
import SkeinTransport
import Synchronization
import Testing

@Suite struct HTTPServiceTests {
    private let client = CurlClient()

    @Test func aHandlerSeesTheCallAndItsAnswerComesBack() async throws {
        let handler: HTTPService.Handler = { call in
            let header = call.headers.first { $0.name == "X-Mark" }?.value ?? ""
            let text = "\(call.method) \(call.url) \(header) \(call.body)"
            return .answer(
                HTTPAnswer(
                    status: 201, headers: [HTTPHeader("X-Back", "yes")], body: Array(text.utf8)))
        }
        try await serving(handler) { port in
            let call = HTTPCall(
                method: "PUT", url: "http://127.0.0.1:\(port)/a/b?c=d%20e",
                headers: [HTTPHeader("X-Mark", "m")], body: [1, 2], label: "x")
            let answer = try await client.perform(call).get()
            #expect(answer.status == 201)
            #expect(answer.header("X-Back") == "yes")
            #expect(String(decoding: answer.body, as: UTF8.self) == "PUT /a/b?c=d%20e m [1, 2]")
        }
    }

    @Test func aConnectionCanBeClosedWithoutAnAnswer() async throws {
        try await serving({ _ in .close }) { port in
            let (bytes, end) = await onThread { Self.exchange(Self.plainGet, port) }
            #expect(bytes.isEmpty)
            #expect(end != .timeout)
        }
    }

    @Test func aBodyStatedTooLongIsRefusedBeforeItIsSent() async throws {
        try await serving(Self.echo, limits: ServiceLimits(bodyBytesMax: 10)) { port in
            let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n"
            let (bytes, end) = await onThread { Self.exchange(head, port) }
            #expect(bytes.hasPrefix("HTTP/1.1 413 "))
            #expect(end == .closed)
        }
    }

    @Test func aBodyThatTurnsOutTooLongIsRefused() async throws {
        try await serving(Self.echo, limits: ServiceLimits(bodyBytesMax: 10)) { port in
            let request =
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "b\r\n01234567890\r\n0\r\n\r\n"
            let (bytes, end) = await onThread { Self.exchange(request, port) }
            #expect(bytes.hasPrefix("HTTP/1.1 413 "))
            #expect(end == .closed)
        }
    }

    @Test func aBodyOfExactlyTheLimitIsTaken() async throws {
        try await serving(Self.echo, limits: ServiceLimits(bodyBytesMax: 10)) { port in
            var call = HTTPCall(method: "POST", url: "http://127.0.0.1:\(port)/", label: "x")
            call.body = Array("0123456789".utf8)
            let answer = try await client.perform(call).get()
            #expect(answer.body == call.body)
        }
    }

    @Test(arguments: [
        String(repeating: "X-A: 1\r\n", count: 65),
        "X-A: \(String(repeating: "x", count: 17 << 10))\r\n",
        String(repeating: "X-A: \(String(repeating: "x", count: 1 << 10))\r\n", count: 17),
    ])
    func tooMuchHeaderIsRefused(lines: String) async throws {
        try await serving(Self.echo) { port in
            let (bytes, end) = await onThread {
                Self.exchange("GET / HTTP/1.1\r\nHost: x\r\n\(lines)\r\n", port)
            }
            #expect(bytes.hasPrefix("HTTP/1.1 431 "))
            #expect(end == .closed)
        }
    }

    /// The answers of a handler, and those that the service gives without asking it.
    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404, "1"),
        ("GET /own HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404, "2"),
        ("GET /impossible HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 500, "1"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n", 413, "1"),
        ("GET / HTTP/1.1\r\n\(String(repeating: "X-A: 1\r\n", count: 65))\r\n", 431, "1"),
        ("this is not HTTP\r\n\r\n", 400, "1"),
    ])
    func everyAnswerCarriesTheStandingHeaders(
        request: String, status: Int, mark: String
    ) async throws {
        let handler: HTTPService.Handler = { call in
            switch call.url {
            case "/own": .answer(HTTPAnswer(status: 404, headers: [HTTPHeader("x-mark", "2")]))
            case "/impossible": .answer(HTTPAnswer(status: 404, headers: [HTTPHeader("a b", "2")]))
            default: .answer(HTTPAnswer(status: 404))
            }
        }
        try await serving(handler, standing: [HTTPHeader("X-Mark", "1")]) { port in
            let (bytes, _) = await onThread { Self.exchange(request, port) }
            let lines = bytes.split(separator: "\r\n").map { $0.lowercased() }
            #expect(lines.first?.hasPrefix("http/1.1 \(status) ") == true)
            #expect(lines.filter { $0.hasPrefix("x-mark:") } == ["x-mark: \(mark)"])
        }
    }

    @Test(arguments: [
        "", "GET / HT", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n012",
    ])
    func aCallerWhoStopsInTheMiddleIsCutOff(request: String) async throws {
        let limits = ServiceLimits(headTimeout: .milliseconds(200), bodyTimeout: .milliseconds(200))
        try await serving(Self.echo, limits: limits) { port in
            let (bytes, end) = await onThread { Self.exchange(request, port) }
            #expect(bytes.isEmpty)
            #expect(end != .timeout)
        }
    }

    @Test func aCallerWhoDripsItsBodyIsGivenNoMoreTimeForThat() async throws {
        let limits = ServiceLimits(bodyBytesMax: 1 << 30, bodyTimeout: .milliseconds(200))
        try await serving(Self.echo, limits: limits) { port in
            let socket = try LoopbackSocket(port: port)
            socket.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(1 << 30)\r\n\r\n")
            let isOver = Atomic(false)
            async let dripped: Void = onThread {
                while !isOver.load(ordering: .relaxed) { socket.write([0x2a]) }
            }
            let (bytes, end) = await onThread { socket.readToEnd() }
            isOver.store(true, ordering: .relaxed)
            await dripped
            #expect(bytes.isEmpty)
            #expect(end != .timeout)
        }
    }

    /// As a long poll does.
    @Test func aCallMayTakeLongerThanItsCallerHadForSendingIt() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let (releases, released) = AsyncStream<Never>.makeStream()
        let handler: HTTPService.Handler = { call in
            guard call.url == "/slow" else { return .answer(HTTPAnswer(status: 200)) }
            arrived.yield()
            for await _ in releases {}
            return .answer(HTTPAnswer(status: 200, body: [1]))
        }
        let limits = ServiceLimits(bodyTimeout: .milliseconds(200))
        try await serving(handler, limits: limits) { port in
            let slow = try LoopbackSocket(port: port)
            slow.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
            for await _ in arrivals { break }
            await Self.spend(bodyTimeoutOn: port)
            released.finish()
            let answer = await onThread { slow.readMessage() }
            #expect(answer?.body == [1])
        }
    }

    @Test func anAnswerTakenInTimeDoesNotEndItsConnectionLater() async throws {
        let limits = ServiceLimits(
            bodyTimeout: .milliseconds(400), answerTimeout: .milliseconds(200))
        try await serving(Self.echo, limits: limits) { port in
            let socket = try LoopbackSocket(port: port)
            await onThread { #expect(Self.ask(socket)) }
            await Self.spend(bodyTimeoutOn: port)
            await onThread { #expect(Self.ask(socket)) }
        }
    }

    @Test(arguments: [("HEAD", 200), ("GET", 204), ("GET", 304)])
    func anAnswerThatHasNoBodyIsSentWithoutOne(method: String, status: Int) async throws {
        let handler: HTTPService.Handler = { call in
            let isBodiless = call.url == "/"
            return .answer(
                HTTPAnswer(status: isBodiless ? status : 200, body: Array("body".utf8)))
        }
        try await serving(handler) { port in
            let first = "\(method) / HTTP/1.1\r\nHost: x\r\n\r\n"
            let next = "GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let (bytes, end) = await onThread { Self.exchange(first + next, port) }
            let parts = bytes.components(separatedBy: "\r\n\r\n")
            #expect(parts.count == 3)
            #expect(parts.first?.hasPrefix("HTTP/1.1 \(status) ") == true)
            // What a client reads as the next answer is the next answer.
            #expect(parts.dropFirst().first?.hasPrefix("HTTP/1.1 200 ") == true)
            #expect(parts.last == "body")
            #expect(end == .closed)
        }
    }

    @Test func aConnectionLeftIdleIsClosed() async throws {
        let limits = ServiceLimits(idleTimeout: .milliseconds(200))
        try await serving(Self.echo, limits: limits) { port in
            let (bytes, end) = await onThread { Self.exchange(Self.plainGet, port) }
            #expect(bytes.hasPrefix("HTTP/1.1 200 "))
            #expect(end == .closed)
        }
    }

    @Test func aCallerWhoDoesNotReadIsCutOff() async throws {
        let sizeBytes = 32 << 20
        let handler: HTTPService.Handler = { call in
            let count = call.url == "/big" ? sizeBytes : 0
            return .answer(HTTPAnswer(status: 200, body: [UInt8](repeating: 1, count: count)))
        }
        let limits = ServiceLimits(connectionsMax: 1, answerTimeout: .milliseconds(200))
        try await serving(handler, limits: limits) { port in
            let socket = try LoopbackSocket(port: port)
            socket.write("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
            guard case .success(let first) = await onThread({ socket.read() }) else {
                Issue.record("no answer begins")
                return
            }
            // There is room for another connection only when this one has been given up.
            await onThread { Self.askUntilAnswered(port) }
            let rest = await onThread { socket.readToEnd().bytes.count }
            #expect(first.count + rest < sizeBytes)
        }
    }

    @Test func connectionsBeyondTheLimitAreClosedAndRoomIsMadeWhenOneEnds() async throws {
        try await serving(Self.echo, limits: ServiceLimits(connectionsMax: 1)) { port in
            let first = try LoopbackSocket(port: port)
            await onThread { #expect(Self.ask(first)) }
            let second = try LoopbackSocket(port: port)
            await onThread { #expect(!Self.ask(second)) }
            first.close()
            await onThread { Self.askUntilAnswered(port) }
        }
    }

    @Test func stoppingCancelsACallThatWaits() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let wasCancelled = Mutex(false)
        let handler: HTTPService.Handler = { _ in
            arrived.yield()
            do {
                try await Task.sleep(for: .seconds(3600))
                return .close
            } catch {
                wasCancelled.withLock { $0 = true }
                return .close
            }
        }
        let waiting = Mutex<Task<HTTPOutcome, Never>?>(nil)
        let client = client
        try await serving(handler) { port in
            let call = HTTPCall(method: "GET", url: "http://127.0.0.1:\(port)/", label: "x")
            waiting.withLock { $0 = Task { await client.perform(call) } }
            for await _ in arrivals { break }
        }
        _ = await waiting.withLock { $0 }?.value
        #expect(wasCancelled.withLock { $0 })
    }

    @Test func anAddressInUseIsAnError() async throws {
        let server = try LoopbackServer { _, _ in }
        let service = HTTPService(
            host: "127.0.0.1", port: server.port, stopsOnSignals: false, handler: Self.echo)
        await #expect(throws: (any Error).self) { try await service.run { _ in } }
    }

    // MARK: -

    private static let plainGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

    private static let echo: HTTPService.Handler = {
        .answer(HTTPAnswer(status: 200, body: $0.body))
    }

    /// Writes and then reads all there is.
    private static func exchange(_ text: String, _ port: Int) -> (String, LoopbackSocket.End) {
        guard let socket = try? LoopbackSocket(port: port) else { return ("", .reset) }
        socket.write(text)
        let (bytes, end) = socket.readToEnd()
        return (String(decoding: bytes, as: UTF8.self), end)
    }

    /// Until a connection opened now has been cut off in the middle of its body.
    private static func spend(bodyTimeoutOn port: Int) async {
        let request = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n012"
        _ = await onThread { exchange(request, port) }
    }

    /// Whether one more call on this connection is answered.
    private static func ask(_ socket: LoopbackSocket) -> Bool {
        socket.write(plainGet)
        return socket.readMessage()?.head.hasPrefix("HTTP/1.1 200 ") == true
    }

    /// Opens connection after connection until one is served: the server learns of an end in its
    /// own time. Ends with the test's time limit if that never comes.
    private static func askUntilAnswered(_ port: Int) {
        while true {
            do {
                if ask(try LoopbackSocket(port: port)) { return }
            } catch {
                continue
            }
        }
    }

    private func serving(
        _ handler: @escaping HTTPService.Handler, limits: ServiceLimits = ServiceLimits(),
        standing: [HTTPHeader] = [], _ body: (Int) async throws -> Void
    ) async throws {
        let service = HTTPService(
            host: "127.0.0.1", port: 0, limits: limits, standing: standing, stopsOnSignals: false,
            handler: handler)
        try await whileServing({ try await service.run(onListening: $0) }, body)
    }
}
