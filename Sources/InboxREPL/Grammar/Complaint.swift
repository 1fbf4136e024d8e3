/// Why a line was not carried out, in a form that both languages can say, with its exit code.
package struct Complaint: Error, Hashable, Sendable {
    package var message: Message
    package var arguments: [MessageArgument]
    package var exit: ExitCode
    /// Where in the line, for a caret; `.none` where it has no place.
    package var place: Place
    /// The text that `place` counts in, where that is not the whole line.
    package var excerpt: String?
    /// What a person can do about it.
    package var remedy: Message?
    package var remedyArguments: [MessageArgument]

    package init(
        _ message: Message, _ arguments: [MessageArgument] = [], exit: ExitCode,
        at place: Place = .none, remedy: Message? = nil, _ remedyArguments: [MessageArgument] = []
    ) {
        self.message = message
        self.arguments = arguments
        self.exit = exit
        self.place = place
        self.remedy = remedy
        self.remedyArguments = remedyArguments
    }
}
