/// What an entry is, by the log before it alone.
package enum EntryVerdict: Hashable, Sendable {
    case valid
    /// It stays in the tree, has no effect, is counted and shown.
    case void(VoidReason)
    /// This build cannot judge it: nothing is applied, and nothing after it either.
    case stop(UpdateNeeded)
}

/// Why an entry is void. The texts are stored and shown; they never change.
package enum VoidReason: String, Error, Hashable, CaseIterable, Sendable {
    // Any entry
    case timeWentBack = "time-went-back"
    case timeOutOfRange = "time-out-of-range"
    case noGenesis = "no-genesis"
    case malformed = "malformed"
    case wrongWorkspace = "wrong-workspace"
    case authorUnknown = "author-unknown"
    case authorRemoved = "author-removed"
    case badSignature = "bad-signature"
    // Batches
    case versionAboveFormat = "version-above-format"
    case unknownFlags = "unknown-flags"
    case recordLimits = "record-limits"
    case wrongSequence = "wrong-sequence"
    case wrongPrevious = "wrong-previous"
    case wrongEpoch = "wrong-epoch"
    case seenAhead = "seen-ahead"
    case seenWentBack = "seen-went-back"
    /// Raises an alarm that names author and relay: one of them shows different logs.
    case falseSeenRoot = "false-seen-root"
    // Member entries
    case tooLarge = "too-large"
    case genesisAgain = "genesis-again"
    case wrongMemberHead = "wrong-member-head"
    case authorNotOwner = "author-not-owner"
    case deviceAddedBefore = "device-added-before"
    case tooManyDevices = "too-many-devices"
    case deviceUnknown = "device-unknown"
    case deviceRemoved = "device-removed"
    case lastOwner = "last-owner"
    case wrongRotation = "wrong-rotation"
    case formatNotRaised = "format-not-raised"
}

/// What a newer build would understand.
package enum UpdateNeeded: Hashable, Sendable {
    case entryKind(UInt8)
    case memberVersion(UInt64)
    case memberAction(String)
    case format(UInt64)
}
