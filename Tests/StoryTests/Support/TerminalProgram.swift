import Foundation

/// A program whose standard input and messages are a terminal, and whose data goes into a pipe.
final class TerminalProgram {
    struct TookTooLong: Error, CustomStringConvertible {
        let description: String
    }

    /// So that a failing test ends.
    private static let readTimeoutMilliseconds: Int32 = 20_000

    private let process = Process()
    private let data = Pipe()
    private let terminal: Int32
    private let programSide: Int32
    private var output: [UInt8] = []
    /// Everything before it has been waited for.
    private var seen = 0

    /// - Parameter file: the executable.
    init(_ file: URL, _ arguments: [String], environment: [String: String]) throws {
        var size = winsize(ws_row: 24, ws_col: 150, ws_xpixel: 0, ws_ypixel: 0)
        var (ours, its): (Int32, Int32) = (-1, -1)
        guard openpty(&ours, &its, nil, nil, &size) == 0 else { throw POSIXError(.ENODEV) }
        (terminal, programSide) = (ours, its)
        for end in [ours, its] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let handle = FileHandle(fileDescriptor: programSide, closeOnDealloc: false)
        process.executableURL = file
        process.arguments = arguments
        process.environment = environment
        process.standardInput = handle
        process.standardError = handle
        process.standardOutput = data
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        close(terminal)
        close(programSide)
    }

    /// What the terminal shows.
    var screen: Screen { Screen(String(decoding: output, as: UTF8.self)) }

    /// The terminal's modes: echo, lines, signals.
    var modes: UInt32 {
        var settings = termios()
        tcgetattr(programSide, &settings)
        return settings.c_lflag
    }

    func type(_ text: String) {
        _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    }

    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Reads what the program writes to the terminal until the text comes, or comes once more.
    ///
    /// - Throws: `TookTooLong` where it does not come.
    func wait(for text: String) throws {
        let wanted = Array(text.utf8)
        while true {
            if let found = output[seen...].firstRange(of: wanted) {
                seen = found.upperBound
                return
            }
            var poller = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            var buffer = [UInt8](repeating: 0, count: 4096)
            guard poll(&poller, 1, Self.readTimeoutMilliseconds) > 0,
                case let count = read(terminal, &buffer, buffer.count), count > 0
            else {
                throw TookTooLong(description: "no \(text): \(screen.text)")
            }
            output += buffer[..<count]
        }
    }

    /// The exit code and all data, once the program has ended.
    func end() -> (code: Int32, data: String) {
        // What it still says must not hold it up.
        let reader = Thread { [terminal] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while read(terminal, &buffer, buffer.count) > 0 {}
        }
        reader.start()
        let bytes = data.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
    }
}
