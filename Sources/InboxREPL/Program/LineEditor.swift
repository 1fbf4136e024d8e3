/// Where the lines of a dialogue come from: a line editor on a terminal, or plain input.
package protocol LineEditor: AnyObject, Sendable {
    /// The next line; one call at a time.
    func readLine(prompt: String) async -> LineInput

    /// The same, for something else than a command.
    func readLine(prompt: String, purpose: LinePurpose) async -> LineInput

    /// What Tab asks from now on while a command is typed: a line and the place of the cursor in
    /// it, in characters.
    func complete(with completer: @escaping @Sendable (String, Int) async -> Completion)

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

extension LineEditor {
    package func readLine(prompt: String, purpose: LinePurpose) async -> LineInput {
        await readLine(prompt: prompt)
    }

    package func complete(with completer: @escaping @Sendable (String, Int) async -> Completion) {}
}

/// What a line is typed for.
package enum LinePurpose: Sendable {
    case command
    /// A question's answer, or the rest of a line: nothing is completed, nothing remembered.
    case answer
    /// A line of a text for a buyer; told each time it changes, so that none of it is lost.
    case compose(changed: @Sendable (String) -> Void)
}

/// What came instead of, or as, a line.
package enum LineInput: Hashable, Sendable {
    case line(String)
    case interrupted
    case end
}
