@preconcurrency import CReadline  // See ReadlineEditor.swift.
import Foundation
import InboxREPL

/// The loop of the one thread that touches readline.
final class TerminalThread {
    /// Readline's callbacks are C functions without context; they find their thread here.
    /// Written once before the first callback and read on the same thread only.
    nonisolated(unsafe) static var current: TerminalThread?

    private var editing: CheckedContinuation<LineInput, Never>?
    private var notices: [String] = []
    private var isClosed = false
    /// Told of the line each time it changes; nil where nobody has to know.
    private var changed: (@Sendable (String) -> Void)?
    /// What the word before a place can become.
    let complete: (String, Int) -> Completion
    private(set) var completes = true
    /// What the word before the cursor can become; consumed by readline's generator.
    var candidates: [Completion.Candidate] = []
    /// What the menu says beside each of them.
    var descriptionByText: [String: String] = [:]

    init(history: [String], complete: @escaping (String, Int) -> Completion) {
        self.complete = complete
        Self.current = self
        rl_catch_signals = 0
        rl_catch_sigwinch = 0
        // Data goes to standard output, the dialogue does not.
        rl_outstream = fdopen(dup(STDERR_FILENO), "w")
        rl_readline_name = UnsafePointer(strdup("skein"))
        using_history()
        for line in history { add_history(line) }
        rl_attempted_completion_function = { text, start, _ in
            // File names are no words of this language.
            rl_attempted_completion_over = 1
            guard let text else { return nil }
            return TerminalThread.current?.matches(text, Int(start))
        }
        useMenu()
    }

    /// Until a `close` order.
    func run(wake: Int32, _ take: () -> [ReadlineEditor.Order]) {
        while !isClosed {
            var polled = [
                pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
                pollfd(
                    fd: editing == nil ? -1 : STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&polled, 2, -1) > 0 else { continue }
            if polled[0].revents != 0 {
                var bytes = [UInt8](repeating: 0, count: 64)
                _ = read(wake, &bytes, bytes.count)
                for order in take() where !isClosed { carryOut(order) }
            }
            if polled[1].revents != 0, editing != nil {
                rl_callback_read_char()
                // The line may be over now; its end is told by whoever asked for it.
                if editing != nil { changed?(String(cString: rl_line_buffer)) }
            }
        }
        take().forEach(refuse)
    }

    private func carryOut(_ order: ReadlineEditor.Order) {
        switch order {
        case .edit(let prompt, let purpose, let continuation):
            completes = false
            changed = nil
            switch purpose {
            case .command: completes = true
            case .answer: break
            case .compose(let told): changed = told
            }
            edit(prompt, continuation)
        case .show(let notice): show(notice)
        case .remember(let line): add_history(line)
        case .signal(let signal): handle(signal)
        case .close:
            isClosed = true
            finish(.end)
        }
    }

    /// Nobody may be left waiting for a line that will not come.
    private func refuse(_ order: ReadlineEditor.Order) {
        if case .edit(_, _, let continuation) = order { continuation.resume(returning: .end) }
    }

    private func edit(_ prompt: String, _ continuation: CheckedContinuation<LineInput, Never>) {
        for notice in notices { put(notice + "\n") }
        notices = []
        editing = continuation
        rl_callback_handler_install(Self.invisible(prompt)) { line in
            // The line is readline's until it is freed.
            let text = line.map { String(cString: $0) }
            free(line)
            TerminalThread.current?.accept(text)
        }
    }

    private func accept(_ line: String?) {
        if line == nil { put("\n") }
        finish(line.map { .line($0) } ?? .end)
    }

    private func finish(_ input: LineInput) {
        guard let editing else { return }
        self.editing = nil
        rl_callback_handler_remove()
        editing.resume(returning: input)
    }

    private func show(_ notice: String) {
        guard editing != nil else { return notices.append(notice) }
        rl_clear_visible_line()
        put(notice + "\n")
        rl_on_new_line()
        rl_forced_update_display()
    }

    private func handle(_ signal: Int32) {
        switch signal {
        case SIGINT where editing != nil:
            rl_callback_sigcleanup()
            rl_free_line_state()
            put("^C\n")
            rl_replace_line("", 1)
            finish(.interrupted)
        case SIGWINCH where editing != nil: rl_resize_terminal()
        case SIGTSTP: suspend()
        default: break
        }
    }

    /// Stops as other programs do, with the terminal as it was, and redraws when continued.
    private func suspend() {
        if editing != nil { rl_deprep_terminal() }
        kill(getpid(), SIGSTOP)
        guard editing != nil else { return }
        rl_prep_terminal(1)
        rl_on_new_line()
        rl_forced_update_display()
    }

    func nextCandidate() -> String? {
        candidates.isEmpty ? nil : candidates.removeFirst().text
    }

    func put(_ text: String) { fputs(text, rl_outstream); fflush(rl_outstream) }

    /// Tells readline which parts of a prompt take no room: colours.
    static func invisible(_ prompt: String) -> String {
        var result = ""
        var rest = prompt[...]
        while let escape = rest.firstIndex(of: "\u{1B}"),
            let end = rest[escape...].firstIndex(of: "m")
        {
            let next = rest.index(after: end)
            result += rest[..<escape] + "\u{01}" + rest[escape..<next] + "\u{02}"
            rest = rest[next...]
        }
        return result + rest
    }
}
