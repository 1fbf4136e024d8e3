/// What one synchronisation did, and what it left.
package struct SyncReport: Hashable, Sendable {
    /// Entries of the log taken in and batches given out.
    package var entriesPulled: Int
    package var batchesPushed: Int
    package var relay: RelayContact
    /// By source name.
    package var sources: [SourceReport]
    /// Replies inside their hold.
    package var held: Int
    /// Replies on their way: queued, claimed, in flight or in quarantine.
    package var open: Int
    /// Replies that wait for a person's decision.
    package var undecided: Int
    /// Commands that the relay has not seen yet.
    package var unsent: Int

    package init(
        entriesPulled: Int = 0, batchesPushed: Int = 0, relay: RelayContact = .reached,
        sources: [SourceReport] = [], held: Int = 0, open: Int = 0, undecided: Int = 0,
        unsent: Int = 0
    ) {
        self.entriesPulled = entriesPulled
        self.batchesPushed = batchesPushed
        self.relay = relay
        self.sources = sources
        self.held = held
        self.open = open
        self.undecided = undecided
        self.unsent = unsent
    }
}

/// How far the relay was reached.
package enum RelayContact: Hashable, Sendable {
    case reached
    case offline
    case unreachable(detail: String)
    /// What answers at the relay's address is something else.
    case notARelay(url: String)
    /// Nothing is exchanged until a person acts.
    case stopped(SessionError)
}

/// What one source gave and took in one synchronisation.
package struct SourceReport: Hashable, Sendable {
    package var name: String
    package var fetched: Int
    package var newChats: Int
    package var duplicates: Int
    package var sent: Int
    package var failed: Int
    /// What went wrong when it was read; nil when all went well.
    package var problem: SourceTrouble?

    package init(
        name: String, fetched: Int = 0, newChats: Int = 0, duplicates: Int = 0, sent: Int = 0,
        failed: Int = 0, problem: SourceTrouble? = nil
    ) {
        self.name = name
        self.fetched = fetched
        self.newChats = newChats
        self.duplicates = duplicates
        self.sent = sent
        self.failed = failed
        self.problem = problem
    }
}

/// A step of a synchronisation that takes longer than a moment.
package enum SyncProgress: Hashable, Sendable {
    case pushing(batches: Int)
    case pulling(entries: Int, of: Int)
    case polling(source: String)
    case waiting(open: Int)
}
