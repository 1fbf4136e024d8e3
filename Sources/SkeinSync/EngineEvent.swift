package import SkeinTransport

/// What a driver tells an engine, together with the time.
package enum EngineEvent: Sendable {
    case start
    case tick
    /// The outcome of a call that this engine asked for.
    case answered(id: UInt64, HTTPOutcome)
    /// Entries of the log have been ingested into the store.
    case ingested
    /// A command has been recorded into the store.
    case recorded
    /// Whether the relay can be reached.
    case online(Bool)
    /// What is recorded here does not come into the log any more until a person acts; never taken
    /// back.
    case stopped
}
