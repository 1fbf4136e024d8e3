import Synchronization

/// Keeps what a command prints, data and messages in their order, until it is known whether it
/// fits the screen.
final class PageBuffer: Sendable {
    struct Line: Sendable {
        var text: String
        var isData: Bool
    }

    private let lines = Mutex<[Line]?>(nil)

    func open() { lines.withLock { $0 = [] } }

    /// False where nothing is being kept.
    func add(_ text: String, isData: Bool) -> Bool {
        lines.withLock { lines in
            guard lines != nil else { return false }
            lines?.append(Line(text: text, isData: isData))
            return true
        }
    }

    /// What was kept; nil where nothing was to be.
    func close() -> [Line]? {
        lines.withLock { lines in
            defer { lines = nil }
            return lines
        }
    }
}
