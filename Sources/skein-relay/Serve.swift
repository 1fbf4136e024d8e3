import ArgumentParser
import Foundation
import SkeinRelayServer

/// `skein-relay serve`: the one thing a relay does.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the logs in a folder until SIGTERM or SIGINT.",
        discussion: """
            Prints one line once it listens: the address, and the key that devices pin.
            Exit codes: 0 stopped by a signal, 1 the folder, the port or the clock cannot be used, \
            2 the command was wrong.
            """)

    @Option(help: "The folder with logs and keys; made if it is not there.")
    var store: String

    @Option(help: "HOST:PORT; port 0 takes any free one.")
    var listen: String

    @Option(help: "The relay's name in every checkpoint; fixed at the first start.")
    var name: String?

    @Flag(help: "Serve plain http beyond this machine.")
    var allowPlain = false

    @Flag(help: "Believe this machine's clock even if it disagrees with the log.")
    var acceptTime = false

    func validate() throws {
        guard ListenAddress(listen) != nil else {
            throw ValidationError("--listen takes HOST:PORT, such as 127.0.0.1:8080")
        }
    }

    func run() async throws {
        guard let address = ListenAddress(listen) else { throw ExitCode(2) }
        // Files of the store are for the relay's own user alone.
        umask(0o077)
        let program = RelayProgram(
            folder: URL(filePath: store, directoryHint: .isDirectory), address: address, name: name,
            allowsPlain: allowPlain, acceptsTime: acceptTime)
        do {
            try await program.run { line in
                FileHandle.standardOutput.write(Data("\(line)\n".utf8))
            }
        } catch let stop as RelayStop {
            FileHandle.standardError.write(Data("skein-relay: \(stop.sentence)\n".utf8))
            throw ExitCode(stop.exitCode)
        }
    }
}
