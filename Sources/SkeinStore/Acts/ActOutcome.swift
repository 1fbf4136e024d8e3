/// What a step did.
package enum ActOutcome: Hashable, Sendable {
    case changed(ActRecord)
    case void(ActRefusal)
}
