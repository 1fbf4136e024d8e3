import Foundation

/// A program started by this one. Its signals are the usual ones, whatever this program does with
/// its own.
struct ChildProcess: Sendable {
    let id: pid_t

    /// What a child could not be started for.
    struct Failure: Error {
        let program: String
        let code: Int32
    }

    /// - Parameters:
    ///   - input: the child's standard input; `/dev/null` where nil.
    ///   - output: a file that its output and messages are appended to; inherited where nil.
    ///   - ownGroup: keeps Ctrl-C, which goes to the whole group, away from it.
    static func start(
        _ program: String, _ arguments: [String], input: Int32? = nil, output: String? = nil,
        ownGroup: Bool = false
    ) throws(Failure) -> ChildProcess {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        if let output {
            posix_spawn_file_actions_addopen(
                &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var reset = none
        sigaddset(&reset, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &reset)
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        if ownGroup {
            posix_spawnattr_setpgroup(&attributes, 0)
            flags |= POSIX_SPAWN_SETPGROUP
        }
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { words.forEach { free($0) } }
        var id: pid_t = 0
        let code = posix_spawn(&id, program, &actions, &attributes, words, environ)
        guard code == 0 else { throw Failure(program: program, code: code) }
        return ChildProcess(id: id)
    }

    /// The exit code once it has ended (128 + signal where a signal ended it); nil before.
    func exitCode() -> Int32? {
        var status: Int32 = 0
        let answer = waitpid(id, &status, WNOHANG)
        if answer == 0 { return nil }
        guard answer == id else { return 127 }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    /// Waits for the end; a cancelled wait asks the child to end and waits on.
    func wait() async -> Int32 {
        while true {
            if let code = exitCode() { return code }
            do { try await Task.sleep(for: .milliseconds(20)) } catch {
                kill(id, SIGTERM)
                await Task.yield()
            }
        }
    }
}
