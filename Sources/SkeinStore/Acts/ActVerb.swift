package import SkeinWire

/// The steps of an act, in the words that stand in an operation.
package enum ActVerb: String, CaseIterable, Sendable {
    case enqueue, edit, hold, release, cancel, claim, intent, outcome, reconcile, decide
    /// An owner's word that counts as time passed.
    case expire

    /// The least role whose device may take the step.
    package var role: Role {
        switch self {
        case .enqueue, .edit, .hold, .release, .cancel, .decide: .operator
        case .claim, .intent, .outcome, .reconcile: .sender
        case .expire: .owner
        }
    }
}
