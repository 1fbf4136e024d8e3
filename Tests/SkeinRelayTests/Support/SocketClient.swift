import Foundation
import SkeinTransport

/// One HTTP/1.1 call a connection over a real loopback socket, with nothing but system calls, so
/// that neither end's library can hide a mistake of the other.
struct SocketClient: Sendable {
    struct Failure: Error { let what: String }

    let port: Int

    /// Runs on a thread of its own: the calls block.
    func call(_ call: HTTPCall) async throws -> HTTPAnswer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try exchange(call) })
            }
        }
    }

    private func exchange(_ call: HTTPCall) throws -> HTTPAnswer {
        let descriptor = try connected()
        defer { close(descriptor) }
        var head = "\(call.method) \(call.url) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        for header in call.headers { head += "\(header.name): \(header.value)\r\n" }
        head += "Content-Length: \(call.body.count)\r\n\r\n"
        try send(Array(head.utf8) + call.body, on: descriptor)
        return try Self.parse(try receive(on: descriptor))
    }

    private func connected() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, result == 0 else { throw Failure(what: "connect: \(errno)") }
        return descriptor
    }

    private func send(_ bytes: [UInt8], on descriptor: Int32) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(what: "send: \(errno)") }
            sent += count
        }
    }

    private func receive(on descriptor: Int32) throws -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count >= 0 else { throw Failure(what: "recv: \(errno)") }
            guard count > 0 else { return all }
            all += buffer[..<count]
        }
    }

    private static func parse(_ bytes: [UInt8]) throws -> HTTPAnswer {
        guard let end = bytes.firstIndex(of: Array("\r\n\r\n".utf8)) else {
            throw Failure(what: "closed without an answer")
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        let status = lines[0].split(separator: " ")
        guard status.count >= 2, let code = Int(status[1]) else { throw Failure(what: lines[0]) }
        let headers = lines.dropFirst().compactMap { line -> HTTPHeader? in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return HTTPHeader(String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
        }
        let answer = HTTPAnswer(
            status: code, headers: headers, body: Array(bytes[(end + 4)...]))
        guard answer.header("content-length").flatMap(Int.init) == answer.body.count else {
            throw Failure(what: "a body of another length than stated")
        }
        return answer
    }
}
