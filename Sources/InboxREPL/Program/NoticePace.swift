import SkeinCRDT

/// Lets the lines of a `NoticeFold` out at their time.
actor NoticePace {
    private var fold = NoticeFold()
    private var isFinished = false
    private var waiter: CheckedContinuation<Void, Never>?

    func add(_ notice: Notice) {
        fold.add(notice)
        wake()
    }

    func finish() {
        isFinished = true
        wake()
    }

    /// The next line, when it is due; nil when there will be none, or the task is cancelled.
    func nextLine(_ words: NoticeText, _ now: @Sendable () -> Instant) async -> String? {
        while !Task.isCancelled {
            let time = now().monotonic
            if let line = fold.line(now: time, { words.line($0) }, words.language) { return line }
            if let due = fold.due(now: time) {
                let wait = Duration.milliseconds(due.milliseconds - time.milliseconds)
                do { try await Task.sleep(for: wait) } catch { return nil }
            } else if isFinished {
                return nil
            } else {
                await waitForMore()
            }
        }
        return nil
    }

    private func waitForMore() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A cancellation or a notice that came before is not to be slept through.
                if Task.isCancelled || !fold.isEmpty || isFinished { return continuation.resume() }
                waiter = continuation
            }
        } onCancel: {
            Task { await self.wake() }
        }
    }

    private func wake() {
        waiter?.resume()
        waiter = nil
    }
}
