import Foundation
import Synchronization

/// Lines as they come, without editing: for scripts on standard input and for TERM=dumb.
///
/// One thread reads, one line for each that is asked for, so that nothing is read ahead.
package final class PlainEditor: LineEditor {
    private struct State {
        var waiting: CheckedContinuation<LineInput, Never>?
        /// The thread is inside a read that nobody waits for any more, or somebody does.
        var isReading = false
        /// A line that was read after its reader had been interrupted.
        var spare: LineInput?
        var notices: [String] = []
        var isEditing = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let file: Int32
    private let show: @Sendable (String) -> Void

    /// - Parameters:
    ///   - file: read from, not closed.
    ///   - show: prints prompts and notices.
    package init(file: Int32, show: @escaping @Sendable (String) -> Void) {
        self.file = file
        self.show = show
        let thread = Thread { [self] in read() }
        thread.name = "skein input"
        thread.start()
    }

    /// True while a line is being waited for.
    package var isWaiting: Bool { state.withLock { $0.waiting != nil } }

    package func readLine(prompt: String) async -> LineInput {
        let notices = state.withLock { state in
            state.isEditing = true
            defer { state.notices = [] }
            return state.notices
        }
        for notice in notices { show(notice + "\n") }
        if !prompt.isEmpty { show(prompt) }
        return await withCheckedContinuation { continuation in
            let ready: LineInput? = state.withLock { state in
                if state.isClosed { return .end }
                if let spare = state.spare {
                    state.spare = nil
                    return spare
                }
                state.waiting = continuation
                if !state.isReading {
                    state.isReading = true
                    wake.signal()
                }
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    package func show(notice: String) {
        let isEditing = state.withLock { state in
            if !state.isEditing { state.notices.append(notice) }
            return state.isEditing
        }
        if isEditing { show("\n\(notice)\n") }
    }

    package func remember(_ line: String) {}

    package func signalled(_ signal: Int32) {
        guard signal == SIGINT else { return }
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: .interrupted)
    }

    package func close() {
        let waiting = state.withLock { state in
            state.isClosed = true
            defer { state.waiting = nil }
            return state.waiting
        }
        wake.signal()
        waiting?.resume(returning: .end)
    }

    private func read() {
        guard let stream = fdopen(dup(file), "r") else { return deliver(.end) }
        defer { fclose(stream) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while true {
            wake.wait()
            if state.withLock({ $0.isClosed }) { return }
            let count = getline(&line, &capacity, stream)
            guard count > 0, let line else { return deliver(.end, isLast: true) }
            let bytes = UnsafeRawBufferPointer(start: line, count: count)
            var text = String(decoding: bytes, as: UTF8.self)
            if text.last?.isNewline == true { text.removeLast() }
            deliver(.line(text))
        }
    }

    private func deliver(_ input: LineInput, isLast: Bool = false) {
        let waiting = state.withLock { state in
            state.isReading = false
            state.isEditing = false
            if isLast { state.isClosed = true }
            if state.waiting == nil { state.spare = input }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: input)
    }
}
