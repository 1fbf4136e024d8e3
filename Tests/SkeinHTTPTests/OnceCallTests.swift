import Foundation
import SkeinCRDT
import SkeinHTTP
import SkeinTesting
import SkeinTransport
import Synchronization
import Testing

/// A call marked `once` is written to the network once at most, and `mayHaveBeenSent` is exact.
@Suite struct OnceCallTests {
    private let client = CurlClient()

    @Test func theGateIsAskedOnceAndTheCallGoesThrough() async throws {
        let server = try LoopbackServer { connection, _ in
            _ = connection.readMessage()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let asked = Mutex(0)
        let outcome = await client.perform(.once(server)) {
            asked.withLock { $0 += 1 }
            return true
        }
        #expect(outcome.answer?.status == 200)
        #expect(asked.withLock { $0 } == 1)
    }

    @Test func aClosedGateLetsNotOneByteOut() async throws {
        let (ends, ended) = AsyncStream<[UInt8]>.makeStream()
        let server = try LoopbackServer { connection, _ in
            ended.yield(connection.readToEnd().bytes)
        }
        let outcome = await client.perform(.once(server)) { false }
        let failure = try #require(outcome.failure)
        #expect(failure.cause == .gateClosed)
        #expect(!failure.mayHaveBeenSent)
        for await bytes in ends {
            #expect(bytes.isEmpty)
            break
        }
    }

    @Test func whenTheGateIsAskedTheConnectionStandsAndNothingIsWritten() async throws {
        let (accepts, accepted) = AsyncStream<Void>.makeStream()
        let received = Mutex(0)
        let server = try LoopbackServer { connection, _ in
            accepted.yield()
            if case .success(let bytes) = connection.read() {
                received.withLock { $0 = bytes.count }
            }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.close()
        }
        let arrivedBefore = Mutex(-1)
        let client = client
        let call = HTTPCall.once(server)
        let gate = DispatchSemaphore(value: 0)
        let task = Task {
            await client.perform(call) {
                gate.wait()
                arrivedBefore.withLock { $0 = received.withLock { $0 } }
                return true
            }
        }
        for await _ in accepts { break }
        gate.signal()
        #expect(await task.value.answer?.status == 200)
        #expect(arrivedBefore.withLock { $0 } == 0)
        #expect(received.withLock { $0 } > 0)
    }

    /// On a connection used before, libcurl repeats a request whose connection is reset.
    @Test func aOnceCallIsNotRepeatedWhenItsConnectionIsReset() async throws {
        let requests = Mutex(0)
        let server = try LoopbackServer { connection, number in
            if number == 1, connection.readMessage() != nil {
                requests.withLock { $0 += 1 }
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
            if connection.readMessage() != nil {
                requests.withLock { $0 += 1 }
                connection.reset()
            }
        }
        #expect(await client.perform(.test(server)).answer?.status == 200)
        let failure = try #require(await client.perform(.once(server)) { true }.failure)
        #expect(failure.cause == .connectionLost)
        #expect(failure.mayHaveBeenSent)
        #expect(requests.withLock { $0 } == 2)
        #expect(server.connectionCount == 2)
    }

    @Test func theConnectionOfAOnceCallIsNotUsedAgain() async throws {
        let server = try LoopbackServer { connection, _ in
            while connection.readMessage() != nil {
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        #expect(await client.perform(.once(server)) { true }.answer?.status == 200)
        #expect(await client.perform(.test(server)).answer?.status == 200)
        #expect(server.connectionCount == 2)
    }

    @Test func aRequestThatCannotBeWrittenInTimeIsCutOffAndThrownAway() async throws {
        let (ends, ended) = AsyncStream<LoopbackSocket.End>.makeStream()
        let finished = DispatchSemaphore(value: 0)
        let server = try LoopbackServer { connection, _ in
            finished.wait()
            ended.yield(connection.readToEnd().end)
        }
        var call = HTTPCall.once(server, writeTimeout: .milliseconds(200))
        call.body = [UInt8](repeating: 1, count: 64 << 20)
        let failure = try #require(await client.perform(call) { true }.failure)
        #expect(failure.cause == .writeTimeout)
        #expect(failure.mayHaveBeenSent)
        finished.signal()
        for await end in ends {
            #expect(end == .reset)
            break
        }
    }

    @Test func aSlowAnswerToAWholeRequestIsNoWriteTimeout() async throws {
        let server = try LoopbackServer { connection, _ in _ = connection.readToEnd() }
        var call = HTTPCall.once(server, writeTimeout: .milliseconds(50))
        call.totalTimeout = .milliseconds(400)
        #expect(await client.perform(call) { true }.failure?.cause == .answerTimeout)
    }

    @Test func aOnceCallWithoutAGateIsRefused() async throws {
        let server = try LoopbackServer { connection, _ in _ = connection.readToEnd() }
        let failure = try #require(await client.perform(.once(server)).failure)
        #expect(failure.cause == .gateClosed)
        #expect(server.connectionCount == 0)
    }
}

extension HTTPCall {
    static func once(
        _ server: LoopbackServer, writeTimeout: Duration = .seconds(10)
    ) -> HTTPCall {
        var call = HTTPCall.test(server)
        call.method = "POST"
        call.body = Array("text".utf8)
        call.once = OnceGate(
            mark: [1], closes: MonotonicTime(milliseconds: .max), writeTimeout: writeTimeout)
        return call
    }
}
