import Inbox
import SkeinCRDT

extension Shell {
    /// The prompt as things stand; what cannot be read is left out, for `doctor` to explain.
    package func prompt() async -> Prompt {
        var prompt = Prompt()
        prompt.lastExit = lastExit
        prompt.chat = current?.short
        guard isOpen, let session = try? await session() else { return prompt }
        prompt.network = await session.network()
        guard prompt.network != .unset else { return prompt }
        let facts = try? await session.desk { desk in (try desk.me().login, try desk.counts()) }
        if let (login, counts) = facts {
            prompt.login = login
            prompt.newChats = counts.chatCountByStatus[.new] ?? 0
            prompt.nobodysChats = counts.nobodysChats
            prompt.oldQuestions = counts.oldQuestions
            prompt.openReplies = counts.openReplies
            prompt.undecided = counts.unknownReplies
        }
        return prompt
    }

    /// Words about what has not gone out yet; leaving is never blocked by it.
    package func farewell() async {
        guard isOpen, let session = try? await session(), await session.network() != .unset,
            let counts = try? await session.desk({ try $0.counts() })
        else { return }
        if counts.unsentOperations > 0 { say(.leaveUnsent, .number(counts.unsentOperations)) }
        if counts.openReplies > counts.unknownReplies {
            say(.leaveHeld, .number(counts.openReplies - counts.unknownReplies))
        }
        if counts.unknownReplies > 0 { say(.leaveUndecided, .number(counts.unknownReplies)) }
    }
}
