import ArgumentParser
import Foundation

/// Orders and signs the logs of workspaces; can read none of their contents.
@main
struct SkeinRelay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "skein-relay",
        abstract: "The relay of Skein: orders and signs logs that it cannot read.",
        subcommands: [Serve.self])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if let serve = command as? Serve {
                try await serve.run()
            } else {
                try command.run()
            }
        } catch {
            // Every wrong call ends with 2, which scripts can tell from a failure's 1.
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            FileHandle.standardError.write(Data("\(fullMessage(for: error))\n".utf8))
            Foundation.exit(2)
        }
    }
}
