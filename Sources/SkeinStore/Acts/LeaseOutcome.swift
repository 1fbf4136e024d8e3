/// What a step did.
package enum LeaseOutcome: Hashable, Sendable {
    case changed(LeaseRecord)
    case void(ActRefusal)
}
