import Synchronization

/// Keeps what a command prints until it is known whether it fits the screen.
final class PageBuffer: Sendable {
    private let lines = Mutex<[String]?>(nil)

    func open() { lines.withLock { $0 = [] } }

    /// False where nothing is being kept.
    func add(_ line: String) -> Bool {
        lines.withLock { lines in
            guard lines != nil else { return false }
            lines?.append(line)
            return true
        }
    }

    /// What was kept; nil where nothing was to be.
    func close() -> [String]? {
        lines.withLock { lines in
            defer { lines = nil }
            return lines
        }
    }
}
