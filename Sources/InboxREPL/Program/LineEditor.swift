/// Where the lines of a dialogue come from: a line editor on a terminal, or plain input.
package protocol LineEditor: AnyObject, Sendable {
    /// The next line; one call at a time.
    func readLine(prompt: String) async -> LineInput

    /// Prints a line above the one being edited, which stays as it is; while no line is being
    /// edited it is kept until one is.
    func show(notice: String)

    /// Offers a line again when the operator looks for it.
    func remember(_ line: String)

    /// A signal arrived while no command runs: SIGINT throws the line away; others are the
    /// editor's own, see `Host.editorSignals`. Called from any thread.
    func signalled(_ signal: Int32)

    /// Gives the terminal back as it was found. May be called more than once, from any thread.
    func close()
}

/// What came instead of, or as, a line.
package enum LineInput: Hashable, Sendable {
    case line(String)
    case interrupted
    case end
}
