import Foundation

/// A program that serves on this machine until its guard is let go, or this process ends in any
/// way at all.
///
/// The guard is a shell that holds the reading end of a pipe: when the last writing end closes,
/// even by `kill -9`, it ends the program.
final class Server: Sendable {
    let address: String
    private let shell: ChildProcess
    private let leash: Int32

    /// What the operator has to know if it does not come up.
    struct Failure: Error {
        let program: String
        let lastWords: String
    }

    private static let guardScript = """
        "$@" </dev/null & child=$!
        cat >/dev/null
        kill "$child" 2>/dev/null
        wait "$child"
        """

    /// How long a server may take until it listens.
    private static let startDeadline = Duration.seconds(20)

    private init(address: String, shell: ChildProcess, leash: Int32) {
        self.address = address
        self.shell = shell
        self.leash = leash
    }

    /// Starts it and waits for its line `listening on http://…`.
    ///
    /// - Parameter log: takes everything that the server prints; made anew.
    static func start(
        _ program: String, _ arguments: [String], log: String
    ) async throws -> Server {
        unlink(log)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw Failure(program: program, lastWords: String(cString: strerror(errno)))
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let shell: ChildProcess
        do {
            shell = try ChildProcess.start(
                "/bin/sh", ["-c", guardScript, "sh", program] + arguments, input: ends[0],
                output: log, ownGroup: true)
        } catch {
            close(ends[1])
            throw error
        }
        do {
            let address = try await address(in: log, program: program)
            return Server(address: address, shell: shell, leash: ends[1])
        } catch {
            close(ends[1])
            _ = await shell.wait()
            throw error
        }
    }

    /// Ends it; returns when it has ended.
    func stop() async {
        close(leash)
        for _ in 0..<250 {
            if shell.exitCode() != nil { return }
            do { try await Task.sleep(for: .milliseconds(20)) } catch { break }
        }
        // Five seconds were enough for a graceful end; and who is in a hurry loses nothing by a
        // kill, which both servers survive.
        kill(-shell.id, SIGKILL)
        _ = await shell.wait()
    }

    private static func address(in log: String, program: String) async throws -> String {
        let start = ContinuousClock.now
        var text = ""
        while ContinuousClock.now - start < startDeadline {
            text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            for line in text.split(separator: "\n") where line.hasPrefix("listening on ") {
                return String(line.split(separator: " ")[2])
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        let last = text.split(separator: "\n").last.map(String.init) ?? ""
        throw Failure(program: program, lastWords: last)
    }
}
