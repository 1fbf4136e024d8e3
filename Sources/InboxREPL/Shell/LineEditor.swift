/// Where the lines of a dialogue come from: a line editor on a terminal, or plain input.
package protocol LineEditor: AnyObject, Sendable {
    /// The next line; one call at a time.
    func readLine(prompt: String) async -> LineInput

    /// Prints a line above the one being edited, which stays as it is.
    func show(notice: String)

    /// Offers a line again when the operator looks for it.
    func remember(_ line: String)

    /// The operator pressed Ctrl-C while a line was being edited: it is thrown away.
    func interrupt()

    /// Gives the terminal back as it was found. May be called more than once, from any thread.
    func close()
}

/// What came instead of, or as, a line.
package enum LineInput: Hashable, Sendable {
    case line(String)
    case interrupted
    case end
}
