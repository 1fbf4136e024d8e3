import Foundation
package import SkeinTransport

/// The HTTP client of all programs: libcurl on one thread of its own.
///
/// HTTP/1.1, certificates checked, no redirects, no cookies, no stored logins; proxies as the
/// environment names them. Calls run side by side and, unless they are `once`, share connections.
package final class CurlClient: HTTPClient {
    private let loop: CurlLoop

    package init() {
        let loop = CurlLoop()
        self.loop = loop
        let thread = Thread { loop.run() }
        thread.name = "skein.http"
        thread.start()
    }

    deinit { loop.stop() }

    package func perform(_ call: HTTPCall, gate: (@Sendable () -> Bool)?) async -> HTTPOutcome {
        if let problem = call.problem(hasGate: gate != nil) { return .failure(problem) }
        let ticket = CurlTicket()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.start(
                    CurlOrder(
                        ticket: ticket, call: call, gate: gate,
                        complete: { continuation.resume(returning: $0) }))
            }
        } onCancel: {
            ticket.cancel()
            loop.cancel(ticket)
        }
    }
}
