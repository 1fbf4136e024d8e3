/// What a word of a command, or the value of a flag, may be: what completion offers in its place.
package enum Operand: Hashable, Sendable {
    /// Chats by id, `.`, `%n`, `-` and `where`.
    case chats
    /// A query to the end of the line.
    case query
    case person, status, tagEdit, source, reply
    /// Names that colleagues have given: of saved views, of macros, of templates.
    case view, macro, template
    /// A command's name or a topic of help.
    case helpTopic
    /// One of these words, English first.
    case words([String])
    /// A file; the operating system's shell knows them.
    case file
    /// Anything else; nothing is offered.
    case free
}
