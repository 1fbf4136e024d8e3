package import SkeinCRDT
package import SkeinStore

/// What a replica knows of its standing with the relay.
package struct SyncStatus: Hashable, Sendable {
    package enum Contact: Hashable, Sendable {
        /// No answer yet since the start.
        case unknown
        case reached
        case unreachable(String)
        /// Something that is not the relay answers at its address.
        case notTheRelay
        /// The relay answers, and refuses; its error code.
        case refused(String)
        /// What answers does not fit what the relay has signed; nothing of it is taken in, and
        /// nothing is pushed until an answer fits again.
        case contradicted(String)
    }

    /// Why nothing is written any more until a person acts.
    package enum Stop: Hashable, Sendable {
        /// Two statements signed by the relay contradict each other (rule 5).
        case relayContradictsItself(String)
        /// This device's identity has written from another place: it must be enrolled anew.
        case identityCopied
        /// The log holds what this build does not know.
        case updateNeeded(String)
        /// The own database failed.
        case store(StoreError)
    }

    package var contact: Contact = .unknown
    package var stop: Stop?
    /// When the log was last found complete, by the wall clock.
    package var lastComplete: WallTime?
    /// The relay's clock less this device's, at the last contact.
    package var clockSkew: Duration?
    /// Void entries met since the start.
    package var voidEntries = 0

    package var isReachable: Bool { contact == .reached }
}
