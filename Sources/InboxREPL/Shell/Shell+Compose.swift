import Inbox
import SkeinCRDT

extension Shell {
    /// A text for the buyer of a chat, typed on several lines; ends with a line of a single full
    /// stop or Ctrl-D. Every change is on this device's disk at once; what is left with Ctrl-C is
    /// everybody's draft.
    func compose(_ row: ChatRow) async throws -> String {
        guard let compose = settings.compose else {
            throw Complaint(.textExpected, exit: .usage, remedy: .seeHelp, ["reply"])
        }
        let chat = row.entity
        var lines = try await begin(row)
        let (stream, sink) = AsyncStream.makeStream(
            of: String.self, bufferingPolicy: .bufferingNewest(1))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let open = try await self.session()
            group.addTask {
                // Only the newest is worth keeping; while one is written, the next gathers.
                for await text in stream {
                    try await open.desk { try $0.keepDraft(chat, text) }
                }
            }
            defer { sink.finish() }
            while true {
                let before = lines
                let length = before.joined(separator: "\n").utf16.count
                let prompt = "\(length)/\(row.market.replyTextMax) │ "
                let input = await compose(prompt) { typed in
                    sink.yield((before + [typed]).joined(separator: "\n"))
                }
                switch input {
                case .line("."), .end:
                    sink.finish()
                    try await group.waitForAll()
                    let text = lines.joined(separator: "\n")
                    guard !text.allSatisfy(\.isWhitespace) else {
                        throw Complaint(.textExpected, exit: .refused)
                    }
                    return text
                case .line(let line): lines.append(line)
                case .interrupted:
                    sink.finish()
                    try await group.waitForAll()
                    try await leave(lines, row)
                }
            }
        }
    }

    /// What is known before the first word: the shop, the time left, the buyer's last words, and
    /// an own draft to go on with.
    private func begin(_ row: ChatRow) async throws -> [String] {
        let left = row.due.map { look.time.span($0 - look.time.now) } ?? "—"
        say(.composeHead, .text(Printable.neutralise(row.source.name)), .text(left))
        if let last = row.last?.text {
            console.message("  " + Printable.neutralise(last) + "\n")
        }
        let drafts = try await desk { try $0.drafts(row.entity) }
        for draft in drafts where !draft.isMine {
            say(
                .draftOf, .text(Printable.neutralise(draft.author.login)),
                .text(Printable.neutralise(draft.text)))
        }
        guard let own = drafts.first(where: \.isMine), let ask = settings.ask else { return [] }
        console.message(Printable.neutralise(own.text, .block) + "\n")
        guard let answer = await ask(text(.askDraft) + " "),
            answer.allSatisfy(\.isWhitespace) || Self.isYes(answer)
        else { return [] }
        return own.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Left without sending: the draft stays, for everybody.
    private func leave(_ lines: [String], _ row: ChatRow) async throws -> Never {
        let chat = row.entity
        let kept = try await desk { desk in
            let typed = try desk.drafts(chat).first { $0.isMine && $0.isLocal }?.text
            let text = typed ?? lines.joined(separator: "\n")
            if !text.allSatisfy(\.isWhitespace) { try desk.saveDraft(chat, text) }
            return text
        }
        guard kept.allSatisfy(\.isWhitespace) else {
            throw Complaint(.draftKept, [.text(row.short)], exit: .interrupted)
        }
        throw CancellationError()
    }
}
