import Foundation
import Inbox
import SkeinCRDT
import SkeinWire

/// The interpreter: carries out lines against a session and remembers what a dialogue remembers.
///
/// One line at a time; cancelling the task that runs a line ends its command with 130.
package actor Shell {
    package nonisolated let settings: ShellSettings
    package nonisolated let table: CommandTable
    package nonisolated let console: Console
    private let open: @Sendable () async throws -> any Session
    private var opened: (any Session)?
    private nonisolated let pages = PageBuffer()

    /// The chat that `.` means.
    var current: CurrentChat?
    /// Macros that are being carried out, the outermost first.
    private var performing: [String] = []
    /// Chats that `next` has opened in this round, in order.
    var shownByNext: [EntityID] = []
    /// The last printed list, for `%n`.
    var listed: [ChatRow]?
    package private(set) var lastExit = ExitCode.done
    package private(set) var wantsToLeave = false

    /// - Parameter open: opens the store; called once, by the first command that needs it.
    package init(
        settings: ShellSettings, table: CommandTable, console: Console,
        open: @escaping @Sendable () async throws -> any Session
    ) {
        self.settings = settings
        self.table = table
        self.console = console
        self.open = open
    }

    /// Carries out a line of one or several commands; stops at the first that fails.
    package func run(line: String) async -> ExitCode {
        do {
            let invocations = try Parser(table: table).parse(line: line)
            for invocation in invocations where !wantsToLeave {
                let exit = await run(invocation, line: line)
                if exit != .done { return finish(exit) }
            }
            return finish(.done)
        } catch {
            if let meant = await lineMeant(by: line) { return await run(line: meant) }
            return finish(report(error, line: line))
        }
    }

    /// A line whose verb is a command in the other keyboard layout, if the operator says that it
    /// was meant. All of it was typed with the same keys, unless only its verb makes sense so.
    private func lineMeant(by line: String) async -> String? {
        let parser = Parser(table: table)
        guard let ask = settings.ask, let meant = parser.inOtherLayout(line),
            let answer = await ask(text(.askLayout, .text(Printable.neutralise(meant))) + " ")
        else { return nil }
        return answer.allSatisfy(\.isWhitespace) || Self.isYes(answer) ? meant : nil
    }

    /// Carries out one command as the operating system's shell split it.
    package func run(arguments: [String]) async -> ExitCode {
        do {
            guard let invocation = try Parser(table: table).parse(arguments: arguments) else {
                return finish(.done)
            }
            return finish(await run(invocation, line: nil))
        } catch {
            return finish(report(error, line: nil))
        }
    }

    package func session() async throws -> any Session {
        if let opened { return opened }
        let session = try await open()
        opened = session
        return session
    }

    /// True once a command has opened the store.
    package var isOpen: Bool { opened != nil }

    /// Closes the session, if there is one; the next command opens another.
    package func close() async {
        guard let session = opened else { return }
        opened = nil
        do {
            try await session.close()
        } catch {
            // It changes nothing about how the commands went.
            _ = report(error, line: nil)
        }
    }

    func leave() { wantsToLeave = true }

    private func run(_ invocation: Invocation, line: String?) async -> ExitCode {
        if invocation.has("help") || Self.asksForHelp(invocation) {
            print(HelpText.of(invocation.command, settings.language))
            return .done
        }
        if invocation.command.pages, !invocation.has("no-pager"), settings.page != nil {
            pages.open()
        }
        let exit = await carryOut(invocation, line: line)
        await showPages(of: invocation.command)
        return exit
    }

    /// Carries out a macro's line; one that leads back to itself is stopped.
    func perform(_ line: String, of macro: String) async throws -> ExitCode {
        guard !performing.contains(macro) else {
            throw Complaint(.endlessMacro, [.text(macro)], exit: .usage)
        }
        performing.append(macro)
        defer { performing.removeLast() }
        for piece in line.split(whereSeparator: \.isNewline) {
            for invocation in try Parser(table: table).parse(line: String(piece)) {
                let exit = await carryOut(invocation, line: String(piece))
                if exit != .done { return exit }
            }
        }
        return .done
    }

    private func carryOut(_ invocation: Invocation, line: String?) async -> ExitCode {
        do {
            let exit = try await invocation.command.body(self, invocation)
            return Task.isCancelled ? .interrupted : exit
        } catch is CancellationError {
            return .interrupted
        } catch {
            return Task.isCancelled ? .interrupted : report(error, line: line)
        }
    }

    /// `list ?` is `list --help`; a text may well be a question mark.
    private static func asksForHelp(_ invocation: Invocation) -> Bool {
        invocation.command.style == .words && invocation.words.map(\.text) == ["?"]
    }

    private func finish(_ exit: ExitCode) -> ExitCode {
        lastExit = exit
        return exit
    }
}

extension Shell {
    /// Runs one closure against the inbox of the opened store.
    func desk<Result: Sendable>(
        _ body: @escaping @Sendable (InboxDesk) throws -> Result
    ) async throws -> Result {
        try await session().desk(body)
    }

    nonisolated func text(_ message: Message, _ arguments: MessageArgument...) -> String {
        Catalogue.text(message, arguments, settings.language)
    }

    /// One line of data.
    nonisolated func print(_ line: String) {
        if !pages.add(line, isData: true) { console.data(line + "\n") }
    }

    /// What a command has printed: at once where it fits the screen, else screen by screen.
    private func showPages(of command: Command) async {
        guard let lines = pages.close(), !lines.isEmpty else { return }
        let text = lines.filter(\.isData).map { $0.text + "\n" }.joined()
        let width = max(1, console.width())
        // A line that is wrapped takes as many rows as it has widths.
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
            $0 + max(1, (DisplayWidth.of(String($1)) + width - 1) / width)
        }
        guard rows > settings.height(), let page = settings.page, !Task.isCancelled else {
            for line in lines {
                (line.isData ? console.data : console.message)(line.text + "\n")
            }
            return
        }
        lines.filter { !$0.isData }.forEach { console.message($0.text + "\n") }
        await page(text, ["show", "peek", "next"].contains(command.name))
    }

    /// One line to the operator.
    nonisolated func say(_ message: Message, _ arguments: MessageArgument...) {
        let line = Catalogue.text(message, arguments, settings.language)
        if !pages.add(line, isData: false) { console.message(line + "\n") }
    }

    nonisolated var look: Look {
        Look(
            language: settings.language,
            time: RelativeTime(
                now: settings.now().wall, zone: settings.zone, language: settings.language),
            colour: console.colour)
    }
}

extension Shell {
    /// One line to the operator, of a program that adds commands of its own.
    package nonisolated func tell(_ text: Bilingual) {
        console.message(text[settings.language] + "\n")
    }
}
