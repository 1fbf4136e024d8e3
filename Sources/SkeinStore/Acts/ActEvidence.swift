package import SkeinCRDT

/// Why an act counts as done.
package struct ActEvidence: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The answer to the request itself.
        case answer
        /// Found in the outside world's own history.
        case history
        /// A person's word.
        case person
    }

    package var kind: Kind
    package var attempt: UInt64
    /// Whose device logged it.
    package var device: DeviceNumber
    /// Log time (ms).
    package var time: UInt64
    /// The identifier given by the outside world, as far as there is one.
    package var detail: String
}
