import Foundation
import SkeinTesting

/// `skein-sim sources` as a program of its own, and its control API.
final class Emulator {
    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    let program: RunningProgram
    let url: String

    init(_ arguments: [String] = [], listen: String = "127.0.0.1:0") throws {
        program = try RunningProgram(
            "skein-sim", ["sources", "--listen", listen] + arguments,
            environment: ProcessInfo.processInfo.environment)
        url = String(try program.line(beginning: "listening on ").split(separator: " ")[2])
    }

    deinit {
        program.signal(SIGKILL)
        program.wait()
    }

    /// `HOST:PORT`.
    var place: String { url.replacing("http://", with: "") }

    /// - Throws: `Refused` where the answer is not 200.
    @discardableResult
    func control(_ path: String, _ body: [String: Any]? = nil) throws -> [String: Any] {
        let content = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
        let port = Int(url.split(separator: ":").last ?? "") ?? 0
        let socket = try LoopbackSocket(port: port)
        socket.write(
            "\(body == nil ? "GET" : "POST") /control/\(path) HTTP/1.1\r\nHost: \(place)\r\n"
                + "Content-Length: \(content.count)\r\n\r\n")
        socket.write([UInt8](content))
        guard let answer = socket.readMessage(), answer.head.hasPrefix("HTTP/1.1 200") else {
            throw Refused(description: path)
        }
        let value = try JSONSerialization.jsonObject(with: Data(answer.body))
        return value as? [String: Any] ?? [:]
    }
}
