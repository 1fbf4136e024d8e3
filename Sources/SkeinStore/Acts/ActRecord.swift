package import SkeinCRDT
package import SkeinWire

/// A thing that leaves the system once: wished for by somebody, carried out by whichever device
/// the log lets, over as many attempts as it takes.
package struct ActRecord: Hashable, Sendable {
    package let id: EntityID
    /// At most one act of a lane is claimed or in flight at a time.
    package let lane: EntityID
    /// Through what it is carried out: whoever has its secret can do so.
    package let resource: EntityID
    package let author: DeviceNumber
    /// Place in the log (index, then position in its entry) and log time (ms) of the wish.
    package let index: UInt64
    package let position: UInt32
    package let time: UInt64
    /// The newest thing of the lane that the author had seen, by name; nil if none.
    package var basis: EntityID?
    package var text: ContentHash
    /// Counts from 1; an intent that names an older one is void.
    package var textVersion: UInt64
    /// The current attempt, from 1.
    package var attempt: UInt64
    package var state: ActState
    /// Log time (ms) from which the time for trying again is counted.
    package var tryingSince: UInt64
    /// How many attempts ended without anyone knowing what happened.
    package var ambiguousAttempts: UInt64
    /// Attempts that reached the world or may have: late news is matched against them. At most
    /// `ActReducer.intentsMax`.
    package var intents: [ActIntent]
    /// News that an earlier attempt did succeed while a later one was already in flight.
    package var late: ActEvidence?
    /// It may have been done twice, or after a person had given it up.
    package var possibleDouble: Bool

    /// Whether other acts of the lane must wait; a claim ends with its device's membership.
    package func occupiesLane(isActive: (DeviceNumber) -> Bool) -> Bool {
        switch state {
        case .claimed(let claim): isActive(claim.device)
        case .inflight: true
        default: false
        }
    }

    /// The intent of an attempt, as long as news about it may matter.
    package func intent(attempt: UInt64) -> ActIntent? {
        intents.first { $0.attempt == attempt }
    }
}
