import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
package import SkeinTransport

/// An HTTP/1.1 server around one function.
///
/// Runs until its task is cancelled or, where wanted, SIGTERM or SIGINT arrives. Prints nothing.
package struct HTTPService: Sendable {
    /// Given a call whose `url` is the path with its query; cancelled when the service stops, so
    /// that long polls can answer at once.
    package typealias Handler = @Sendable (HTTPCall) async -> ServedReply

    private let host: String
    private let port: Int
    private let limits: ServiceLimits
    private let standing: HTTPFields
    private let stopsOnSignals: Bool
    private let handler: Handler

    /// - Parameters:
    ///   - host: An address or name of this machine.
    ///   - port: 0 takes any free port; `run` tells which.
    ///   - standing: Headers of every answer, the service's own refusals included; one that a
    ///     handler's answer names itself is not added.
    ///   - stopsOnSignals: True in programs, false in tests.
    package init(
        host: String, port: Int, limits: ServiceLimits = ServiceLimits(),
        standing: [HTTPHeader] = [], stopsOnSignals: Bool = true, handler: @escaping Handler
    ) {
        self.host = host
        self.port = port
        self.limits = limits
        self.standing = HTTPFields(standing: standing)
        self.stopsOnSignals = stopsOnSignals
        self.handler = handler
    }

    /// Serves until stopped; calls under way are finished first, within `limits.stopTimeout`.
    ///
    /// - Parameter onListening: Told the bound port before the first connection is served.
    /// - Throws: What the system says when the address cannot be bound.
    package func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
        let silent = Logger(label: "skein.serving") { _ in SwiftLogNoOpLogHandler() }
        let server = try builder.buildServer(
            configuration: ServerConfiguration(address: .hostname(host, port: port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: silent,
            responder: { request, writer, _ in
                try await respond(to: request, writer: writer)
            },
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) })
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: server)],
            gracefulShutdownSignals: stopsOnSignals ? [.sigterm, .sigint] : [], logger: silent)
        configuration.maximumGracefulShutdownDuration = limits.stopTimeout
        try await ServiceGroup(configuration: configuration).run()
    }

    private var builder: HTTPServerBuilder {
        let (limits, standing) = (limits, standing)
        let open = ConnectionCount(max: limits.connectionsMax)
        return .http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    ConnectionGuard(limits: limits, standing: standing, open: open)
                ],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerBytesMax,
                    maxHeaderListSize: limits.headerBytesMax,
                    maxHeaderFieldCount: limits.headerCountMax)))
    }

    private func respond(to request: Request, writer: consuming ResponseWriter) async throws {
        guard let body = try await body(of: request) else {
            return try await write(.tooLarge, to: request, with: writer)
        }
        let call = HTTPCall(request, body: body)
        let handler = handler
        let reply = await cancelWhenGracefulShutdown { await handler(call) }
        switch reply {
        case .answer(let answer): try await write(answer, to: request, with: writer)
        case .close: throw ClosedOnPurpose()
        }
    }

    /// Nil when it is longer than allowed; a stated length is believed before anything is read.
    private func body(of request: Request) async throws -> [UInt8]? {
        if let stated = request.headers[.contentLength].flatMap(Int.init),
            stated > limits.bodyBytesMax
        {
            return nil
        }
        do {
            return Array(buffer: try await request.body.collect(upTo: limits.bodyBytesMax))
        } catch is NIOTooManyBytesError {
            return nil
        }
    }

    private func write(
        _ answer: HTTPAnswer, to request: Request, with writer: consuming ResponseWriter
    ) async throws {
        // Bodies that HTTP forbids would be read as the next answer.
        let isBodiless = request.method == .head || [204, 304].contains(answer.status)
        let body: ResponseBody =
            isBodiless ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body))
        try await writer.write(response: answer.response, body: body)
    }
}

/// Thrown inside the server to close a connection without an answer.
private struct ClosedOnPurpose: Error {}
