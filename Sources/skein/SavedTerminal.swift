import Foundation

/// The terminal's settings as they were found, put back on every way out, a crash included.
enum SavedTerminal {
    /// Written once, before other threads and handlers exist; read by the handlers below.
    private nonisolated(unsafe) static var settings = termios()
    private nonisolated(unsafe) static var isSaved = false

    static func save() {
        guard !isSaved, tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
        isSaved = true
        atexit { SavedTerminal.restore() }
        for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
            Foundation.signal(signal) { arrived in
                // Only calls that are allowed inside a handler; then the signal's own effect.
                SavedTerminal.restore()
                Foundation.signal(arrived, SIG_DFL)
                raise(arrived)
            }
        }
    }

    static func restore() {
        guard isSaved else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }
}
