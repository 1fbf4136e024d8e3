import CCurl
import Foundation
import SkeinCRDT
import SkeinTransport

/// One call inside libcurl; used by the loop's thread only.
final class CurlTransfer {
    /// How far the request has got; the only judge of `mayHaveBeenSent`.
    enum Phase {
        case connecting
        case stoppedByGate
        case writing(deadline: ContinuousClock.Instant?)
        case written
    }

    /// All header lines of an answer together, in bytes.
    private static let answerHeaderBytesMax = 64 << 10

    let order: CurlOrder
    let handle: UnsafeMutableRawPointer
    private let body: UnsafeMutableBufferPointer<UInt8>
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var phase = Phase.connecting
    private var answerHeaders: [HTTPHeader] = []
    private var answerHeaderBytes = 0
    private var answerBody: [UInt8] = []
    private var isTooLarge = false
    /// Every socket opened for this call; most are closed again.
    private var sockets: [curl_socket_t] = []

    /// Nil if libcurl refuses to set the call up, which is for want of memory.
    init?(_ order: CurlOrder) {
        guard let handle = curl_easy_init() else { return nil }
        self.order = order
        self.handle = handle
        body = .allocate(capacity: order.call.body.count)
        _ = body.initialize(from: order.call.body)
        headerList = Self.headerList(order.call)
        var options = CurlOptions(handle)
        options.apply(order.call, body: body, headers: headerList)
        options.receive(by: Unmanaged.passUnretained(self).toOpaque())
        guard options.firstError == CURLE_OK, headerList != nil else { return nil }
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headerList)
        body.deallocate()
    }

    // MARK: Called back by libcurl

    func opened(socket: curl_socket_t) { sockets.append(socket) }

    /// The connection stands, no byte of the request has left: may it go?
    func mayStart() -> Bool {
        guard !order.ticket.isCancelled, order.gate?() ?? true else {
            phase = .stoppedByGate
            return false
        }
        let deadline = order.call.once.map { ContinuousClock.now + $0.writeTimeout }
        phase = .writing(deadline: deadline)
        return true
    }

    /// False stops the transfer.
    func receive(headerLine: UnsafeRawBufferPointer) -> Bool {
        answerHeaderBytes += headerLine.count
        guard answerHeaderBytes <= Self.answerHeaderBytesMax else {
            isTooLarge = true
            return false
        }
        let line = String(decoding: headerLine, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // An interim answer (1xx) came before: only the last one counts.
            answerHeaders.removeAll()
        } else if answerBody.isEmpty, let header = HTTPHeader(line: line) {
            answerHeaders.append(header)
        }
        return true
    }

    /// False stops the transfer.
    func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
        guard answerBody.count + bytes.count <= order.call.answerBytesMax else {
            isTooLarge = true
            return false
        }
        answerBody.append(contentsOf: bytes)
        return true
    }

    // MARK: Asked by the loop

    /// Milliseconds until the request must have been written; nil where that does not matter.
    func writeTimeLeft() -> Int64? {
        guard case .writing(let deadline?) = phase else { return nil }
        guard !isWritten() else {
            phase = .written
            return nil
        }
        // One more, so that the loop does not spin through the last fraction of a millisecond.
        return (deadline - ContinuousClock.now).wholeMilliseconds + 1
    }

    func isWriteOverdue() -> Bool {
        guard case .writing(let deadline?) = phase, writeTimeLeft() != nil else { return false }
        return ContinuousClock.now >= deadline
    }

    func outcome(of result: CURLcode) -> HTTPOutcome {
        guard result == CURLE_OK else { return .failure(failure(result)) }
        var status = 0
        guard skein_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK else {
            return .failure(failure(CURLE_RECV_ERROR))
        }
        return .success(HTTPAnswer(status: status, headers: answerHeaders, body: answerBody))
    }

    func cancelled() -> HTTPFailure {
        HTTPFailure(cause: .cancelled, mayHaveBeenSent: mayHaveBeenSent, detail: "cancelled")
    }

    /// Ends a request that could not be written in time: what the system still holds of it is
    /// thrown away with the connection instead of being delivered late.
    func cutOff() -> HTTPFailure {
        if let socket = openSocket() {
            var reset = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                socket, SOL_SOCKET, SO_LINGER, &reset, socklen_t(MemoryLayout<linger>.size))
        }
        return HTTPFailure(
            cause: .writeTimeout, mayHaveBeenSent: true,
            detail: "the request could not be written in time")
    }

    /// The socket of the connection that stands, among those tried: recognised by its local port,
    /// because the number of a socket given up may belong to somebody else by now.
    private func openSocket() -> curl_socket_t? {
        var port = 0
        skein_curl_get_long(handle, CURLINFO_LOCAL_PORT, &port)
        return sockets.last { port != 0 && Self.localPort($0) == port }
    }

    private static func localPort(_ socket: curl_socket_t) -> Int? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard getsockname(socket, address, &length) == 0 else { return nil }
                // The port stands at the same place for both families.
                return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                    Int(in_port_t(bigEndian: $0.pointee.sin_port))
                }
            }
        }
    }

    private func failure(_ result: CURLcode) -> HTTPFailure {
        let cause: HTTPFailure.Cause =
            switch phase {
            case .stoppedByGate: order.ticket.isCancelled ? .cancelled : .gateClosed
            case _ where isTooLarge: .answerTooLarge
            case .connecting: .beforeRequest(result)
            case .writing, .written: .duringRequest(result, isWritten: isWritten())
            }
        let detail =
            isTooLarge
            ? "the answer is larger than \(order.call.answerBytesMax) bytes"
            : "\(String(cString: curl_easy_strerror(result))) (curl \(result.rawValue))"
        return HTTPFailure(cause: cause, mayHaveBeenSent: mayHaveBeenSent, detail: detail)
    }

    private var mayHaveBeenSent: Bool {
        switch phase {
        case .connecting, .stoppedByGate: false
        case .writing, .written: true
        }
    }

    /// Whether the system has taken the last byte of the request.
    private func isWritten() -> Bool {
        if case .written = phase { return true }
        var headerBytes = 0
        var bodyBytes: curl_off_t = 0
        skein_curl_get_long(handle, CURLINFO_REQUEST_SIZE, &headerBytes)
        skein_curl_get_offset(handle, CURLINFO_SIZE_UPLOAD_T, &bodyBytes)
        return headerBytes > 0 && bodyBytes >= curl_off_t(body.count)
    }

    private static func headerList(_ call: HTTPCall) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in call.headerLines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return nil
            }
            list = longer
        }
        return list
    }
}
