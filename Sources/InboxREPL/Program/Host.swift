package import Foundation
package import SkeinCRDT

/// What the program stands on: given by `main`, replaced in tests.
package struct Host: Sendable {
    package var arguments: [String]
    package var environment: [String: String]
    package var inputIsTerminal: Bool
    package var outputIsTerminal: Bool
    package var messageIsTerminal: Bool
    package var data: @Sendable (String) -> Void
    package var message: @Sendable (String) -> Void
    package var width: @Sendable () -> Int
    package var now: @Sendable () -> Instant
    package var zone: TimeZone
    /// Opens the store in a folder.
    package var openSession: @Sendable (_ folder: String) async throws -> any Session
    /// Rebuilds the damaged store in a folder; nil where that cannot be done.
    package var rebuildStore: (@Sendable (_ folder: String) async throws -> RebuildFacts)?
    /// A line editor for a terminal, with the lines to offer again; not called elsewhere.
    package var makeEditor: @Sendable (_ history: [String]) -> any LineEditor
    /// Plain lines of standard input.
    package var makePlainEditor: @Sendable () -> any LineEditor
    /// Shows a long text with the operator's pager, newest end first where asked; returns when it
    /// has been left. Nil where there is none.
    package var page: (@Sendable (_ text: String, _ startsAtEnd: Bool) async -> Void)?
    /// Rows of the terminal now.
    package var height: @Sendable () -> Int = { 24 }
    package var askSecret: (@Sendable (String) async -> String?)?
    /// Signals that go to the editor besides SIGINT.
    package var editorSignals: [Int32] = []
    /// Sends signals to a function from now on, instead of to the one before.
    package var watchSignals: @Sendable ([Int32], @escaping @Sendable (Int32) -> Void) -> Void
    /// Commands that a program adds to the language.
    package var commands: [Command] = []
    /// Printed before the first prompt instead of the usual hint.
    package var banner: Bilingual?

    package init(
        arguments: [String], environment: [String: String], inputIsTerminal: Bool,
        outputIsTerminal: Bool, messageIsTerminal: Bool,
        data: @escaping @Sendable (String) -> Void, message: @escaping @Sendable (String) -> Void,
        width: @escaping @Sendable () -> Int, now: @escaping @Sendable () -> Instant,
        zone: TimeZone,
        openSession: @escaping @Sendable (_ folder: String) async throws -> any Session,
        makeEditor: @escaping @Sendable (_ history: [String]) -> any LineEditor,
        makePlainEditor: @escaping @Sendable () -> any LineEditor,
        watchSignals: @escaping @Sendable ([Int32], @escaping @Sendable (Int32) -> Void) -> Void
    ) {
        self.arguments = arguments
        self.environment = environment
        self.inputIsTerminal = inputIsTerminal
        self.outputIsTerminal = outputIsTerminal
        self.messageIsTerminal = messageIsTerminal
        self.data = data
        self.message = message
        self.width = width
        self.now = now
        self.zone = zone
        self.openSession = openSession
        self.makeEditor = makeEditor
        self.makePlainEditor = makePlainEditor
        self.watchSignals = watchSignals
    }
}
