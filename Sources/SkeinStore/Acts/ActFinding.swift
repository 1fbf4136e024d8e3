/// What a look into the outside world's history showed.
package enum ActFinding: Hashable, Sendable {
    case found(evidence: String)
    /// Not there, and the history was provably fresh.
    case absent
    /// No history, several candidates, or freshness not proven: a person is asked.
    case undecided(reason: String)
}
