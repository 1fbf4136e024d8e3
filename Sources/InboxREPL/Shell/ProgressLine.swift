/// One line of progress on the messages' stream, only where somebody looks; removed at the end.
struct ProgressLine: Sendable {
    private let console: Console

    init(_ shell: Shell) { console = shell.console }

    func show(_ text: String) {
        guard console.messageIsTerminal else { return }
        let line = DisplayWidth.truncate(Printable.neutralise(text), to: console.width() - 1)
        console.message("\r\u{1B}[K\(line)")
    }

    func clear() {
        guard console.messageIsTerminal else { return }
        console.message("\r\u{1B}[K")
    }
}

extension Shell {
    /// Progress in words.
    nonisolated func words(_ progress: SyncProgress) -> String {
        switch progress {
        case .pushing(let batches): text(.progressPushing, .number(batches))
        case .pulling(let entries, let total):
            text(.progressPulling, .number(entries), .number(total))
        case .polling(let source): text(.progressPolling, .text(source))
        case .waiting(let open): text(.progressWaiting, .number(open))
        }
    }

    nonisolated func words(_ progress: JoinProgress) -> String {
        switch progress {
        case .asking: text(.joinAsking)
        case .waiting(let seconds): text(.joinWaiting, .number(seconds))
        case .admitted(let code): text(.joinAdmitted, .text(code))
        case .pulling(let entries, let total):
            text(.progressPulling, .number(entries), .number(total))
        }
    }
}
