import Foundation
import SkeinTesting

/// A TLS server with a certificate that it signed itself.
final class OpenSSLServer: Sendable {
    private static let program = "/usr/bin/openssl"

    private let folder: URL
    private let process = Process()
    private let output = Pipe()

    /// Nil where there is no such program.
    static func start() async throws -> OpenSSLServer? {
        guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
        return try await onThread { Result { try OpenSSLServer() } }.get()
    }

    private init() throws {
        folder = try Fixtures.temporaryFolder()
        let key = folder.appending(path: "key.pem").path
        let certificate = folder.appending(path: "certificate.pem").path
        let maker = Process()
        maker.executableURL = URL(filePath: Self.program)
        maker.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ]
        maker.standardError = FileHandle.nullDevice
        try maker.run()
        maker.waitUntilExit()
        process.executableURL = URL(filePath: Self.program)
        process.arguments = [
            "s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www",
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// As the program says in its line `ACCEPT 127.0.0.1:PORT`; 0 if it ends without one.
    func port() async -> Int {
        let handle = output.fileHandleForReading
        return await onThread {
            var text = ""
            while true {
                let data = handle.availableData
                if data.isEmpty { return 0 }
                text += String(decoding: data, as: UTF8.self)
                let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
                if text.hasSuffix("\n"), let port = line?.split(separator: ":").last {
                    return Int(port) ?? 0
                }
            }
        }
    }

    func stop() async {
        await onThread { [self] in
            // A child takes over which signals its starter blocks. The pool's threads block
            // SIGTERM, and waiting for a program that cannot hear it never ends.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            do {
                try FileManager.default.removeItem(at: folder)
            } catch {
                print("left behind: \(folder.path)")
            }
        }
    }
}
