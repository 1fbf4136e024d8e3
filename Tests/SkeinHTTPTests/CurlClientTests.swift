import Foundation
import SkeinCRDT
import SkeinHTTP
import SkeinTesting
import SkeinTransport
import Synchronization
import Testing

/// Against a TCP server written for each case, so that every byte is known.
@Suite struct CurlClientTests {
    private let client = CurlClient()

    @Test func anAnswerComesBackWithStatusHeadersAndBody() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            connection.write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            connection.write("HTTP/1.1 207 Fine\r\nX-Mark:  a b \r\nContent-Length: 3\r\n\r\nabc")
        }
        let answer = try await client.perform(.test(server, path: "/x")).get()
        #expect(answer.status == 207)
        #expect(answer.header("x-mark") == "a b")
        #expect(answer.header("x-early") == nil)
        #expect(answer.body == Array("abc".utf8))
    }

    @Test func theRequestIsWrittenAsGivenAndNothingIsAddedThatCouldDelayIt() async throws {
        let seen = Mutex<(head: String, body: [UInt8])?>(nil)
        let server = try LoopbackServer { connection, _ in
            let message = connection.readMessage()
            seen.withLock { $0 = message }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let body = [UInt8](repeating: 7, count: 2 << 20)
        let call = HTTPCall(
            method: "POST", url: "http://127.0.0.1:\(server.port)/a?b=c",
            headers: [HTTPHeader("X-One", "1"), HTTPHeader("X-Empty", "")], body: body, label: "x")
        _ = try await client.perform(call).get()
        let message = try #require(seen.withLock { $0 })
        let lines = message.head.components(separatedBy: "\r\n")
        #expect(lines.first == "POST /a?b=c HTTP/1.1")
        #expect(lines.contains("X-One: 1"))
        #expect(lines.contains("X-Empty:"))
        #expect(!message.head.lowercased().contains("expect:"))
        #expect(!message.head.lowercased().contains("content-type:"))
        #expect(message.body == body)
    }

    @Test(arguments: ["GET", "HEAD", "DELETE", "PUT", "POST", "PATCH"])
    func everyMethodIsSentUnderItsOwnName(method: String) async throws {
        let seen = Mutex("")
        let server = try LoopbackServer { connection, _ in
            let message = connection.readMessage()
            seen.withLock { $0 = message?.head ?? "" }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        var call = HTTPCall.test(server)
        call.method = method
        #expect(try await client.perform(call).get().status == 200)
        #expect(seen.withLock { $0 }.hasPrefix("\(method) /"))
    }

    @Test func aRedirectIsAnAnswerAndIsNotFollowed() async throws {
        let server = try LoopbackServer { connection, _ in
            while connection.readMessage() != nil {
                connection.write("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let answer = try await client.perform(.test(server)).get()
        #expect(answer.status == 302)
        #expect(answer.header("Location") == "/b")
        #expect(server.connectionCount == 1)
    }

    @Test func anAnswerLongerThanAllowedIsAFailure() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890")
        }
        var call = HTTPCall.test(server)
        call.answerBytesMax = 10
        let failure = try #require(await client.perform(call).failure)
        #expect(failure.cause == .answerTooLarge)
        #expect(failure.mayHaveBeenSent)
    }

    @Test func anAnswerOfExactlyTheLengthAllowedIsTaken() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789")
        }
        var call = HTTPCall.test(server)
        call.answerBytesMax = 10
        #expect(try await client.perform(call).get().body == Array("0123456789".utf8))
    }

    @Test func aPathIsSentAsItStands() async throws {
        let seen = Mutex("")
        let server = try LoopbackServer { connection, _ in
            let message = connection.readMessage()
            seen.withLock { $0 = message?.head ?? "" }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        _ = try await client.perform(.test(server, path: "/a/../b/./c//d")).get()
        #expect(seen.withLock { $0 }.hasPrefix("GET /a/../b/./c//d HTTP/1.1"))
    }

    @Test func oneCallAfterAnotherGoesOverTheSameConnection() async throws {
        let server = try LoopbackServer { connection, _ in
            while connection.readMessage() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        for _ in 0..<3 { #expect(try await client.perform(.test(server)).get().status == 200) }
        #expect(server.connectionCount == 1)
    }

    @Test func endlessAnswerHeadersAreAFailure() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            connection.write("HTTP/1.1 200 OK\r\n")
            let line = "X-Long: \(String(repeating: "x", count: 8000))\r\n"
            for _ in 0..<9 { connection.write(line) }
            connection.write("Content-Length: 0\r\n\r\n")
        }
        #expect(await client.perform(.test(server)).failure?.cause == .answerTooLarge)
    }

    @Test func aSlowAnswerEndsAtTheTotalTimeout() async throws {
        let server = try LoopbackServer { connection, _ in _ = connection.readToEnd() }
        var call = HTTPCall.test(server)
        call.totalTimeout = .milliseconds(200)
        let failure = try #require(await client.perform(call).failure)
        #expect(failure.cause == .answerTimeout)
        #expect(failure.mayHaveBeenSent)
    }

    @Test func aResetInTheMiddleOfAnAnswerIsALostConnection() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            connection.reset()
        }
        let failure = try #require(await client.perform(.test(server)).failure)
        #expect(failure.cause == .connectionLost)
        #expect(failure.mayHaveBeenSent)
    }

    @Test func aCloseInsteadOfAnAnswerIsALostConnection() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            connection.close()
        }
        let failure = try #require(await client.perform(.test(server)).failure)
        #expect(failure.cause == .connectionLost)
        #expect(failure.mayHaveBeenSent)
    }

    @Test func manyCallsRunSideBySideAndGetTheirOwnAnswers() async throws {
        let server = try LoopbackServer { connection, _ in
            while let message = connection.readMessage() {
                let path = message.head.split(separator: " ")[1]
                connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: \(path.utf8.count)\r\n\r\n\(path)")
            }
        }
        let client = client
        await withTaskGroup(of: (String, HTTPOutcome).self) { group in
            for number in 0..<50 {
                let call = HTTPCall.test(server, path: "/\(number)")
                group.addTask { ("/\(number)", await client.perform(call)) }
            }
            for await (path, outcome) in group {
                #expect(outcome.answer?.body == Array(path.utf8))
            }
        }
    }

    @Test func cancellingEndsACallThatWaitsForItsAnswer() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            arrived.yield()
            _ = connection.readToEnd()
        }
        let client = client
        let call = HTTPCall.test(server)
        let task = Task { await client.perform(call) }
        for await _ in arrivals { break }
        task.cancel()
        let failure = try #require(await task.value.failure)
        #expect(failure.cause == .cancelled)
        #expect(failure.mayHaveBeenSent)
    }

    @Test func aCallCancelledBeforeItsStartOpensNoConnection() async throws {
        let server = try LoopbackServer { connection, _ in _ = connection.readToEnd() }
        let (releases, release) = AsyncStream<Void>.makeStream()
        let client = client
        let call = HTTPCall.test(server)
        let task = Task {
            for await _ in releases { break }
            return await client.perform(call)
        }
        task.cancel()
        release.yield()
        let failure = try #require(await task.value.failure)
        #expect(failure.cause == .cancelled)
        #expect(!failure.mayHaveBeenSent)
        #expect(server.connectionCount == 0)
    }
}

extension HTTPCall {
    /// A GET to the server, with something secret in its path.
    static func test(_ server: LoopbackServer, path: String = "/") -> HTTPCall {
        HTTPCall(
            method: "GET", url: "http://127.0.0.1:\(server.port)\(path)", label: "test",
            totalTimeout: .seconds(10))
    }
}

extension HTTPOutcome {
    var failure: HTTPFailure? {
        guard case .failure(let failure) = self else { return nil }
        return failure
    }

    var answer: HTTPAnswer? {
        guard case .success(let answer) = self else { return nil }
        return answer
    }
}
