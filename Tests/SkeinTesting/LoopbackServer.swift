import Foundation
import Synchronization

/// A TCP server on a free port of 127.0.0.1 that runs a script for each connection.
public final class LoopbackServer: Sendable {
    /// Given the connection and its number, counted from 1; runs on a thread of its own.
    public typealias Script = @Sendable (LoopbackSocket, Int) -> Void

    public let port: Int
    private let descriptor: Int32
    private let count = Mutex(0)

    /// - Parameter port: One that a program of the test has just given up; the system's choice as
    ///   a rule.
    public init(port: Int = 0, _ script: @escaping Script) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        // Connections that have just ended would keep their port otherwise.
        var reuses: Int32 = 1
        setsockopt(
            descriptor, SOL_SOCKET, SO_REUSEADDR, &reuses, socklen_t(MemoryLayout<Int32>.size))
        var address = LoopbackSocket.address(port: port)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard result else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        self.descriptor = descriptor
        self.port = Int(in_port_t(bigEndian: address.sin_port))
        Thread { [weak self] in
            // Closed here alone: closed elsewhere, its number could go to another test's server
            // while this thread is about to accept, and would take that one's connection away.
            defer { close(descriptor) }
            while true {
                let accepted = accept(descriptor, nil, nil)
                guard accepted >= 0 else { return }
                guard let number = self?.countOneMore() else {
                    close(accepted)
                    return
                }
                let connection = LoopbackSocket(descriptor: accepted)
                Thread { script(connection, number) }.start()
            }
        }.start()
    }

    deinit {
        // Ends the thread's `accept`, the one under way or the next one.
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    public var connectionCount: Int { count.withLock { $0 } }

    /// A port of this machine that nobody listens on.
    public static func unusedPort() throws -> Int { try LoopbackServer { _, _ in }.port }

    private func countOneMore() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
}
