// Readline keeps its state in C globals. All of them are touched by one thread only, the one that
// `ReadlineEditor` starts; the compiler cannot see that.
@preconcurrency import CReadline
import Foundation
import InboxREPL
import Synchronization

/// Lines edited with GNU readline in its callback interface, so that notices can be printed above
/// the line while it is being typed.
///
/// One editor a process: readline's state is global. Prompt and echo go to standard error.
final class ReadlineEditor: LineEditor {
    enum Order: Sendable {
        case edit(prompt: String, LinePurpose, CheckedContinuation<LineInput, Never>)
        case show(String)
        case remember(String)
        case signal(Int32)
        case close
    }

    /// Orders to the terminal's thread, and the pipe that wakes it.
    private let orders = Mutex<[Order]>([])
    private let wakeReader: Int32
    private let wakeWriter: Int32
    private let completer = Mutex<(@Sendable (String, Int) async -> Completion)?>(nil)
    private let closed = DispatchSemaphore(value: 0)

    /// Signals that readline would handle itself; here they come through `signalled`.
    static let signals: [Int32] = [SIGWINCH, SIGTSTP]

    /// - Parameter history: offered again, oldest first.
    init(history: [String]) {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "a pipe is needed to wake the terminal's thread")
        (wakeReader, wakeWriter) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        SavedTerminal.save()
        Locale8.requireUTF8()
        let thread = Thread { [self] in
            TerminalThread(history: history, complete: completion).run(wake: wakeReader, take)
            closed.signal()
        }
        thread.name = "skein terminal"
        thread.start()
    }

    func readLine(prompt: String) async -> LineInput {
        await readLine(prompt: prompt, purpose: .command)
    }

    func readLine(prompt: String, purpose: LinePurpose) async -> LineInput {
        await withCheckedContinuation { give(.edit(prompt: prompt, purpose, $0)) }
    }

    func complete(with completer: @escaping @Sendable (String, Int) async -> Completion) {
        self.completer.withLock { $0 = completer }
    }

    /// Asked on the terminal's own thread, which has nothing else to do meanwhile; a store that is
    /// busy for longer offers nothing, and the key can be pressed again.
    private func completion(_ line: String, _ cursor: Int) -> Completion {
        guard let completer = completer.withLock({ $0 }) else { return .none }
        let answer = Answer()
        let task = Task {
            let found = await completer(line, cursor)
            answer.completion.withLock { $0 = found }
            answer.isThere.signal()
        }
        if answer.isThere.wait(timeout: .now() + 1) == .timedOut { task.cancel() }
        return answer.completion.withLock { $0 }
    }

    func show(notice: String) { give(.show(notice)) }

    func remember(_ line: String) { give(.remember(line)) }

    func signalled(_ signal: Int32) { give(.signal(signal)) }

    func close() {
        give(.close)
        // The terminal is given back before the caller goes on; a thread that hangs in the
        // terminal's driver must not keep the program from ending.
        _ = closed.wait(timeout: .now() + 1)
        closed.signal()
        SavedTerminal.restore()
    }

    private final class Answer: Sendable {
        let completion = Mutex(Completion.none)
        let isThere = DispatchSemaphore(value: 0)
    }

    private func give(_ order: Order) {
        orders.withLock { $0.append(order) }
        var byte: UInt8 = 1
        // A full pipe means that the thread will wake anyway.
        _ = write(wakeWriter, &byte, 1)
    }

    private func take() -> [Order] {
        orders.withLock { orders in
            defer { orders = [] }
            return orders
        }
    }
}
