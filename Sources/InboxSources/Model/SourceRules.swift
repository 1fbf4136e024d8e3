/// What a platform allows, as data.
package struct SourceRules: Hashable, Sendable {
    /// What holds for those who write, whatever program they use.
    package var table: SourceRuleTable
    /// Whether a message sent can be found again by reading: if not, doubt is left to a person.
    package var hasHistory: Bool
    /// Whether asking from a cursor makes the platform forget what lies below it, for all readers.
    package var forgetsRead: Bool
    /// The origin that the platform gives to messages written through its interface by a program;
    /// nil where it tells no such thing, and any of the shop's messages may be ours.
    package var ownOrigin: String?
    /// Pause between two polls that found nothing.
    package var pollEvery: Duration
    /// Calls of one method over time, as the platform states them; its answers always win.
    package var callsPerPeriod: Int
    package var period: Duration
    /// What counts for calls of several kinds, or for one kind alone.
    package var limits: [CallLimit]
    /// The labels of the calls that a reply takes, the one that sends it last.
    package var replyLabels: [String]
    /// The label of the call that reads a conversation's past.
    package var historyLabel: String?
    /// Calls that reading what is new in a conversation takes as a rule.
    package var historyCalls: Int
    /// Calls of an account at once; nil: as many as one likes.
    package var parallelMax: Int?
    /// Asking whose token it is also tells when it ends.
    package var tellsTokenEnd: Bool
    /// How long the send request may take (30 to 300 s).
    package var requestDeadline: Duration

    package init(
        table: SourceRuleTable, hasHistory: Bool, forgetsRead: Bool = false,
        ownOrigin: String?,
        pollEvery: Duration, callsPerPeriod: Int, period: Duration, limits: [CallLimit] = [],
        replyLabels: [String] = [], historyLabel: String? = nil, historyCalls: Int = 1,
        parallelMax: Int? = nil,
        tellsTokenEnd: Bool = false,
        requestDeadline: Duration = .seconds(30)
    ) {
        self.table = table
        self.hasHistory = hasHistory
        self.forgetsRead = forgetsRead
        self.ownOrigin = ownOrigin
        self.pollEvery = pollEvery
        self.callsPerPeriod = callsPerPeriod
        self.period = period
        self.limits = limits
        self.replyLabels = replyLabels
        self.historyLabel = historyLabel
        self.historyCalls = historyCalls
        self.parallelMax = parallelMax
        self.tellsTokenEnd = tellsTokenEnd
        self.requestDeadline = requestDeadline
    }

    package func allows(_ text: String) -> Bool {
        table.length(of: text) <= table.textMax && text.contains { !$0.isWhitespace }
    }
}
