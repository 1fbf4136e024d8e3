import Foundation
import SkeinCRDT
import SkeinHTTP
import SkeinTesting
import SkeinTransport
import Synchronization
import Testing

/// Failures before the gate: the request has certainly not been sent, and says so.
@Suite struct UnsentCallTests {
    private static let secret = "12345:SECRET"
    private let client = CurlClient()

    @Test func aRefusedConnection() async throws {
        let port = try LoopbackServer.unusedPort()
        await expectUnsent(.refused, "http://127.0.0.1:\(port)/bot\(Self.secret)/x")
    }

    @Test func aNameThatDoesNotExist() async {
        // A label longer than DNS allows fails without asking any server.
        let name = String(repeating: "a", count: 70)
        await expectUnsent(.nameNotFound, "http://\(name).test/bot\(Self.secret)/x")
    }

    @Test func aServerThatDoesNotSpeakTLS() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.read()
            connection.write("this is not TLS at all\r\n")
            connection.close()
        }
        await expectUnsent(.tlsFailed, "https://127.0.0.1:\(server.port)/bot\(Self.secret)/x")
    }

    @Test func aServerThatNeverFinishesTLS() async throws {
        let (ends, ended) = AsyncStream<[UInt8]>.makeStream()
        let server = try LoopbackServer { connection, _ in
            ended.yield(connection.readToEnd().bytes)
        }
        await expectUnsent(
            .connectTimeout, "https://127.0.0.1:\(server.port)/bot\(Self.secret)/x",
            connectTimeout: .milliseconds(200))
        for await bytes in ends {
            #expect(String(decoding: bytes, as: UTF8.self).contains("SECRET") == false)
            break
        }
    }

    @Test func aCertificateThatNobodyVouchesFor() async throws {
        guard let server = try await OpenSSLServer.start() else {
            print("aCertificateThatNobodyVouchesFor: skipped, no openssl program")
            return
        }
        let port = await server.port()
        #expect(port != 0)
        await expectUnsent(.tlsFailed, "https://127.0.0.1:\(port)/bot\(Self.secret)/x")
        await server.stop()
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/", "http://127.0.0.1:1/a b",
        "http://127.0.0.1:1/a\r\nX-Evil: 1", "http://127.0.0.1:1/а", "", "127.0.0.1",
    ])
    func anAddressThatIsNoPlainURL(url: String) async {
        await expectUnsent(.badURL, url)
    }

    @Test func anAddressWithALoginInIt() async {
        await expectUnsent(.badURL, "http://user:\(Self.secret)@127.0.0.1:1/")
    }

    @Test(arguments: [
        HTTPHeader("X-A", "1\r\nX-Evil: 2"), HTTPHeader("X-A", "1\nX-Evil: 2"),
        HTTPHeader("X-A", "1\u{0}"), HTTPHeader("X-A\r\nX-Evil", "1"), HTTPHeader("X A", "1"),
        HTTPHeader("X-A:", "1"), HTTPHeader("", "1"), HTTPHeader("Content-Length", "3"),
        HTTPHeader("transfer-encoding", "chunked"), HTTPHeader("Expect", "100-continue"),
    ])
    func aHeaderThatWouldForgeARequest(header: HTTPHeader) async throws {
        let server = try LoopbackServer { connection, _ in _ = connection.readToEnd() }
        var call = HTTPCall.once(server)
        call.headers = [header]
        let failure = try #require(await client.perform(call) { true }.failure)
        #expect(failure.cause == .badURL)
        #expect(!failure.mayHaveBeenSent)
        #expect(server.connectionCount == 0)
    }

    @Test func aMethodThatWouldForgeARequest() async throws {
        let server = try LoopbackServer { connection, _ in _ = connection.readToEnd() }
        var call = HTTPCall.once(server)
        call.method = "GET / HTTP/1.1\r\nX-Evil: 1\r\n\r\nGET"
        #expect(await client.perform(call) { true }.failure?.cause == .badURL)
        #expect(server.connectionCount == 0)
    }

    /// Tries the call twice over: as one to be sent once, and as a plain one.
    private func expectUnsent(
        _ cause: HTTPFailure.Cause, _ url: String, connectTimeout: Duration = .seconds(5),
        location: SourceLocation = #_sourceLocation
    ) async {
        var call = HTTPCall(
            method: "POST", url: url, body: [1], label: "x", connectTimeout: connectTimeout)
        let asked = Mutex(false)
        for once in [nil, OnceGate(mark: [1], closes: MonotonicTime(milliseconds: .max))] {
            call.once = once
            let outcome = await client.perform(call) {
                asked.withLock { $0 = true }
                return true
            }
            #expect(outcome.failure?.cause == cause, sourceLocation: location)
            #expect(outcome.failure?.mayHaveBeenSent == false, sourceLocation: location)
            #expect(
                outcome.failure?.detail.contains("SECRET") == false, sourceLocation: location)
        }
        #expect(!asked.withLock { $0 }, sourceLocation: location)
    }
}
