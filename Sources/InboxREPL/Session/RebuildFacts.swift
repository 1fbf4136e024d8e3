/// What came of `doctor --rebuild`.
package struct RebuildFacts: Hashable, Sendable {
    /// Where the damaged database is now; nil where there was none.
    package var kept: String?
    /// Whether the log has been read to its end; else the next synchronisation goes on.
    package var isComplete: Bool
    package var entries: UInt64
    /// Commands that the relay has not seen yet.
    package var unsent: Int
    /// Why it is not complete.
    package var problem: SessionError?

    package init(
        kept: String?, isComplete: Bool, entries: UInt64, unsent: Int, problem: SessionError?
    ) {
        self.kept = kept
        self.isComplete = isComplete
        self.entries = entries
        self.unsent = unsent
        self.problem = problem
    }
}
