package import SkeinWire

/// What an `enqueue` asks for.
package struct ActWish: Hashable, Sendable {
    package var lane: EntityID
    package var resource: EntityID
    package var text: ContentHash
    package var basis: EntityID?
    /// How long after its log time it stays recallable (ms).
    package var hold: UInt64
    /// Calendar time (ms) before which it must not go; 0 if none.
    package var notBefore: UInt64

    package init(
        lane: EntityID, resource: EntityID, text: ContentHash, basis: EntityID?, hold: UInt64,
        notBefore: UInt64
    ) {
        self.lane = lane
        self.resource = resource
        self.text = text
        self.basis = basis
        self.hold = hold
        self.notBefore = notBefore
    }
}
