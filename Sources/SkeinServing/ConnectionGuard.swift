import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Cuts off connections that are too slow, too many or too long-winded in their headers.
///
/// Stands between the HTTP decoder and the handler of calls. Every answer passes here, also those
/// that no handler wrote: this is where the standing headers are added. Two timers: one for what
/// the caller owes (header, body, next header), one for what it must take (the answer).
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a refused caller may go on sending before the connection is closed under it: an
    /// immediate close would destroy the answer on its way.
    private static let lingerTime = TimeAmount.seconds(1)

    private let limits: ServiceLimits
    private let standing: HTTPFields
    private let open: ConnectionCount
    private var readTimer: Scheduled<Void>?
    private var writeTimer: Scheduled<Void>?
    private var isReadingRequest = false
    private var closesAfterAnswer = false
    private var isEntered = false

    init(limits: ServiceLimits, standing: HTTPFields, open: ConnectionCount) {
        self.limits = limits
        self.standing = standing
        self.open = open
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { enter(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        enter(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReadingRequest = true
            expect(within: limits.bodyTimeout, context)
        case .body: break
        case .end:
            isReadingRequest = false
            readTimer?.cancel()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            closesAfterAnswer = head.headerFields[.connection]?.lowercased() == "close"
            writeTimer?.cancel()
            writeTimer = close(context, in: TimeAmount(limits.answerTimeout))
            context.write(wrapOutboundOut(.head(marked(head))), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { _ in self.answered(context) }
            context.write(data, promise: written)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard (error as? HTTPParserError) == .headerOverflow else {
            context.fireErrorCaught(error)
            return
        }
        let head = HTTPResponse(
            status: .requestHeaderFieldsTooLarge,
            headerFields: [.connection: "close", .contentLength: "0"])
        context.write(wrapOutboundOut(.head(marked(head))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        readTimer?.cancel()
        readTimer = close(context, in: Self.lingerTime)
    }

    /// With the standing headers that the answer does not name itself.
    private func marked(_ head: HTTPResponse) -> HTTPResponse {
        var head = head
        for field in standing where head.headerFields[field.name] == nil {
            head.headerFields.append(field)
        }
        return head
    }

    private func enter(_ context: ChannelHandlerContext) {
        guard !isEntered else { return }
        isEntered = true
        if open.enter() {
            expect(within: limits.headTimeout, context)
        } else {
            context.close(promise: nil)
        }
    }

    private func leave() {
        readTimer?.cancel()
        writeTimer?.cancel()
        guard isEntered else { return }
        isEntered = false
        open.leave()
    }

    private func answered(_ context: ChannelHandlerContext) {
        writeTimer?.cancel()
        guard isEntered else { return }
        if closesAfterAnswer {
            readTimer?.cancel()
            readTimer = close(context, in: isReadingRequest ? Self.lingerTime : .zero)
        } else if !isReadingRequest {
            expect(within: limits.idleTimeout, context)
        }
    }

    private func expect(within span: Duration, _ context: ChannelHandlerContext) {
        readTimer?.cancel()
        readTimer = close(context, in: TimeAmount(span))
    }

    private func close(_ context: ChannelHandlerContext, in span: TimeAmount) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: span) {
            context.close(promise: nil)
        }
    }
}
