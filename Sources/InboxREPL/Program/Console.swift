/// Where output goes: data to one stream, messages to the other, never mixed.
package struct Console: Sendable {
    package let data: @Sendable (String) -> Void
    package let message: @Sendable (String) -> Void
    /// Somebody looks at the data.
    package let isTerminal: Bool
    /// Somebody looks at the messages.
    package let messageIsTerminal: Bool
    package let colour: Bool
    package let messageColour: Bool
    /// Columns of the terminal now.
    package let width: @Sendable () -> Int

    package init(
        data: @escaping @Sendable (String) -> Void, message: @escaping @Sendable (String) -> Void,
        isTerminal: Bool, messageIsTerminal: Bool, colour: Bool, messageColour: Bool,
        width: @escaping @Sendable () -> Int
    ) {
        self.data = data
        self.message = message
        self.isTerminal = isTerminal
        self.messageIsTerminal = messageIsTerminal
        self.colour = colour
        self.messageColour = messageColour
        self.width = width
    }
}
