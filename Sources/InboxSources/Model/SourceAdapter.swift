package import SkeinTransport

/// What a platform's interface demands, as pure functions: requests out, answers in.
///
/// One value stands for one account with its token. No method fails for want of a network: the
/// caller carries calls out and hands back what came. Cursors and marks are opaque to the caller.
/// A platform that needs several calls for one step (a list of chats, then a history each) keeps
/// its place in the cursor and says `more`.
package protocol SourceAdapter: Sendable {
    var rules: SourceRules { get }
    /// What is wrong with the form of the token, in English and without it; nil: nothing is, as far
    /// as can be seen without asking.
    var tokenFault: String? { get }

    /// Asks whose token this is.
    func identify() -> HTTPCall
    func readIdentity(_ answer: HTTPAnswer) throws(SourceProblem) -> SourceIdentity

    /// Asks for what is new since the cursor; nil: since as long ago as the platform tells.
    ///
    /// - Parameter wait: whether the platform may hold the answer back until there is news.
    func poll(from cursor: SourceCursor?, wait: Bool) -> HTTPCall
    /// The page's cursor may be used only once the page is stored durably: on some platforms using
    /// it makes the platform forget what came before.
    func readPoll(
        _ answer: HTTPAnswer, from cursor: SourceCursor?
    ) throws(SourceProblem) -> PollPage

    /// The next step of sending, after the answers to the preparing calls so far.
    func send(_ reply: OutgoingReply, prepared: [HTTPAnswer]) -> SendStep
    /// What came of the one sending call.
    func classify(_ outcome: HTTPOutcome) -> SendVerdict

    /// The mark that stands for what is known, where the platform cannot be asked just now.
    func mark(_ known: KnownMessages) -> HistoryMark?
    /// Asks what was written in a conversation; nil where the platform has no history.
    func history(_ query: HistoryQuery) -> HTTPCall?
    func readHistory(
        _ answer: HTTPAnswer, _ query: HistoryQuery
    ) throws(SourceProblem) -> HistoryPage
}

extension SourceAdapter {
    package var tokenFault: String? { nil }
}
