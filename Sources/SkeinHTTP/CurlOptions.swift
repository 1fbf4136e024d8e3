import CCurl
import SkeinCRDT
import SkeinTransport

/// Sets up an easy handle; keeps the first refusal.
struct CurlOptions {
    private(set) var firstError = CURLE_OK
    private let handle: UnsafeMutableRawPointer

    init(_ handle: UnsafeMutableRawPointer) { self.handle = handle }

    /// - Parameter body: Must live as long as the handle: libcurl does not copy it.
    mutating func apply(
        _ call: HTTPCall, body: UnsafeMutableBufferPointer<UInt8>,
        headers: UnsafeMutablePointer<curl_slist>?
    ) {
        set(CURLOPT_URL, call.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTPHEADER, UnsafeRawPointer(headers))
        // Timers by signals would end up in any thread of the program.
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // HTTP/2 repeats refused streams on its own.
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(call.connectTimeout.wholeMilliseconds))
        set(CURLOPT_TIMEOUT_MS, Int(call.totalTimeout.wholeMilliseconds))
        apply(method: call.method, body: body)
        if call.once != nil {
            // A connection used before may be closed by now, and libcurl would then send again.
            set(CURLOPT_FRESH_CONNECT, 1)
            set(CURLOPT_FORBID_REUSE, 1)
        }
    }

    /// - Parameter context: The unretained `CurlTransfer` that owns the handle.
    mutating func receive(by context: UnsafeMutableRawPointer) {
        note(skein_curl_set_prereq_function(handle, mayStart, context))
        note(skein_curl_set_sockopt_function(handle, noteSocket, context))
        note(skein_curl_set_data_function(handle, CURLOPT_HEADERFUNCTION, receiveHeader))
        set(CURLOPT_HEADERDATA, UnsafeRawPointer(context))
        note(skein_curl_set_data_function(handle, CURLOPT_WRITEFUNCTION, receiveBody))
        set(CURLOPT_WRITEDATA, UnsafeRawPointer(context))
    }

    private mutating func apply(method: String, body: UnsafeMutableBufferPointer<UInt8>) {
        switch method {
        case "GET" where body.isEmpty: set(CURLOPT_HTTPGET, 1)
        case "HEAD" where body.isEmpty: set(CURLOPT_NOBODY, 1)
        case "DELETE" where body.isEmpty: set(CURLOPT_CUSTOMREQUEST, method)
        default:
            set(CURLOPT_POST, 1)
            note(
                skein_curl_set_offset(
                    handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
            // Null would make libcurl read the body from standard input.
            let pointer = UnsafeRawPointer(body.baseAddress)
            if body.isEmpty {
                set(CURLOPT_COPYPOSTFIELDS, "")
            } else {
                set(CURLOPT_POSTFIELDS, pointer)
            }
            if method != "POST" { set(CURLOPT_CUSTOMREQUEST, method) }
        }
    }

    private mutating func set(_ option: CURLoption, _ value: Int) {
        note(skein_curl_set_long(handle, option, value))
    }

    private mutating func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
        note(skein_curl_set_pointer(handle, option, value))
    }

    private mutating func set(_ option: CURLoption, _ value: String) {
        note(value.withCString { skein_curl_set_pointer(handle, option, $0) })
    }

    private mutating func note(_ code: CURLcode) {
        if firstError == CURLE_OK { firstError = code }
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
}

private func mayStart(
    _ context: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<CChar>?,
    _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32
) -> Int32 {
    transfer(context)?.mayStart() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

private func noteSocket(
    _ context: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _: curlsocktype
) -> Int32 {
    transfer(context)?.opened(socket: socket)
    return CURL_SOCKOPT_OK
}

/// Any count other than the given one makes libcurl stop; none is given back for that.
private func receiveHeader(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return transfer(context)?.receive(headerLine: bytes) == true ? bytes.count : 0
}

private func receiveBody(
    _ data: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
    return transfer(context)?.receive(body: bytes) == true ? bytes.count : 0
}
