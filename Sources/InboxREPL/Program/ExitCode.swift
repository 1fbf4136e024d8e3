/// How a command ended, as the shell that started the program sees it; documented in
/// `help exit-codes`.
package enum ExitCode: Int32, Hashable, Sendable {
    case done = 0
    case failed = 1
    /// Unknown command, wrong words, or a question that could not be asked.
    case usage = 2
    /// The chat, reply, source or person is not there.
    case notFound = 3
    /// A token is missing, unreadable or refused.
    case credentials = 4
    /// A guard or the user said no; nothing changed.
    case refused = 5
    /// Some of it was done.
    case partly = 6
    /// A person has to choose first.
    case needsDecision = 7
    case interrupted = 130
}
