import Foundation

/// What can be asked of the terminal behind a file descriptor.
package enum Terminal {
    static let standardWidth = 80

    package static func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

    /// Columns: of the terminal, else `COLUMNS`, else 80.
    package static func width(_ file: Int32, environment: [String: String]) -> Int {
        var size = winsize()
        if ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        if let text = environment["COLUMNS"], let columns = Int(text), columns > 0 {
            return columns
        }
        return standardWidth
    }

    /// Rows: of the terminal, else `LINES`, else 24.
    package static func height(_ file: Int32, environment: [String: String]) -> Int {
        var size = winsize()
        if ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 { return Int(size.ws_row) }
        return environment["LINES"].flatMap { Int($0) } ?? 24
    }

    /// The command line of the operator's pager: `SKEIN_PAGER`, `PAGER`, else `less`; nil where it
    /// is set to nothing or to `cat`.
    package static func pager(_ environment: [String: String], startsAtEnd: Bool) -> String? {
        if let named = environment["SKEIN_PAGER"] ?? environment["PAGER"] {
            let words = named.trimmingCharacters(in: .whitespaces)
            return words.isEmpty || words == "cat" ? nil : words
        }
        // Short output stays on the screen, colours are kept; LESS speaks for itself.
        let flags = environment["LESS"] == nil ? " -FRX" : ""
        return "less\(flags)\(startsAtEnd ? " +G" : "")"
    }

    /// Flag first, then `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, then whether it is a terminal.
    package static func wantsColour(
        _ wish: Options.ColourWish, isTerminal: Bool, environment: [String: String]
    ) -> Bool {
        switch wish {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if let no = environment["NO_COLOR"], !no.isEmpty { return false }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
        if environment["CLICOLOR"] == "0" || isDumb(environment) { return false }
        return isTerminal
    }

    /// Whether the operator listens to what is printed.
    package static func speaks(_ environment: [String: String]) -> Bool {
        let wish = environment["SKEIN_SCREEN_READER"] ?? ""
        return !wish.isEmpty && wish != "0"
    }

    package static func isDumb(_ environment: [String: String]) -> Bool {
        let name = environment["TERM"] ?? ""
        return name.isEmpty || name == "dumb"
    }

    /// A line typed on the terminal without being shown; nil at its end or when cancelled.
    ///
    /// Looks at cancellation ten times a second, because a blocked read would not see it.
    package static func readSecret(prompt: String, on file: Int32) async -> String? {
        var before = termios()
        guard tcgetattr(file, &before) == 0 else { return nil }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(file, TCSAFLUSH, &silent) == 0 else { return nil }
        defer {
            tcsetattr(file, TCSAFLUSH, &before)
            write("\n", to: STDERR_FILENO)
        }
        write(prompt, to: STDERR_FILENO)
        var bytes: [UInt8] = []
        while !Task.isCancelled {
            var poller = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            if poll(&poller, 1, 0) <= 0 {
                do { try await Task.sleep(for: .milliseconds(100)) } catch { return nil }
                continue
            }
            var byte: UInt8 = 0
            guard read(file, &byte, 1) == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
        return nil
    }

    /// Writes all of a text; where the reader has gone, the program ends as SIGPIPE ends others.
    package static func write(_ text: String, to file: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Foundation.write(file, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EPIPE {
                signal(SIGPIPE, SIG_DFL)
                raise(SIGPIPE)
                return
            } else if errno == EAGAIN {
                var poller = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                poll(&poller, 1, 1000)
            } else if errno != EINTR {
                return
            }
        }
    }
}
