import Foundation

/// A connected TCP socket of this machine, used with plain blocking calls on a thread of its own.
public final class LoopbackSocket: Sendable {
    /// How a read can end.
    public enum End: Hashable, Sendable { case closed, reset, timeout }

    /// Reads give up after that, so that a failing test ends.
    private static let readTimeoutSeconds = 10

    private let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
        var timeout = timeval(tv_sec: Self.readTimeoutSeconds, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { Glibc.close(descriptor) }

    /// Connects to 127.0.0.1.
    public convenience init(port: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(port: port)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            Glibc.close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
        }
        self.init(descriptor: descriptor)
    }

    /// Up to 64 KiB, or why there is nothing more.
    public func read() -> Result<[UInt8], ReadEnd> {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return .success(Array(buffer[..<count])) }
        if count == 0 { return .failure(ReadEnd(.closed)) }
        return .failure(ReadEnd(errno == EAGAIN ? .timeout : .reset))
    }

    /// Everything until the other side ends the connection.
    public func readToEnd() -> (bytes: [UInt8], end: End) {
        var all: [UInt8] = []
        while true {
            switch read() {
            case .success(let bytes): all += bytes
            case .failure(let end): return (all, end.end)
            }
        }
    }

    /// One HTTP request or answer with its body by `Content-Length`; nil at the connection's end.
    public func readMessage() -> (head: String, body: [UInt8])? {
        var bytes: [UInt8] = []
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let gap = text.range(of: "\r\n\r\n") {
                let head = String(text[..<gap.lowerBound])
                let start = head.utf8.count + 4
                let length = head.split(separator: "\r\n").compactMap(Self.contentLength).first ?? 0
                if bytes.count >= start + length {
                    return (head, Array(bytes[start..<(start + length)]))
                }
            }
            guard case .success(let more) = read() else { return nil }
            bytes += more
        }
    }

    public func write(_ text: String) { write(Array(text.utf8)) }

    public func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Ends the connection in order, after all that was written.
    public func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Ends the connection so that the other side sees a reset.
    public func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger,
            socklen_t(MemoryLayout<Glibc.linger>.size))
        // The descriptor itself is closed later: another socket takes its place, so that its number
        // cannot be taken by anybody else meanwhile, and this one goes with a reset.
        let spare = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        dup2(spare, descriptor)
        Glibc.close(spare)
    }

    static func address(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }

    private static func contentLength(_ line: Substring) -> Int? {
        guard line.lowercased().hasPrefix("content-length:") else { return nil }
        return Int(line.dropFirst(15).drop { $0 == " " })
    }
}

public struct ReadEnd: Error, Hashable, Sendable {
    public let end: LoopbackSocket.End

    init(_ end: LoopbackSocket.End) { self.end = end }
}

/// Runs blocking work on a thread of its own, so that it takes none of the tasks' threads.
public func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread { continuation.resume(returning: work()) }.start()
    }
}
