import SkeinWire

extension RelayRefusal {
    /// The answer to an entry that the log's rules do not let in; nil for a valid one.
    init?(_ verdict: EntryVerdict, standing: LogStanding) {
        switch verdict {
        case .valid: return nil
        case .stop(let update):
            self.init(.updateNeeded, "this relay does not know \(update): update it")
        case .void(let reason):
            self.init(Self.code(of: reason), Self.detail(of: reason))
            self.reason = reason.rawValue
            if code.status == 409 { self.standing = standing }
        }
    }

    private static func code(of reason: VoidReason) -> Code {
        switch reason {
        case .wrongSequence, .wrongPrevious, .wrongEpoch, .seenAhead, .seenWentBack,
            .wrongMemberHead:
            .stale
        case .falseSeenRoot: .seenRoot
        case .noGenesis: .unknownWorkspace
        case .malformed: .malformed
        case .tooLarge: .tooLarge
        case .timeWentBack, .timeOutOfRange: .clock
        case .wrongWorkspace, .authorUnknown, .authorRemoved, .badSignature, .versionAboveFormat,
            .unknownFlags, .recordLimits, .genesisAgain, .authorNotOwner, .deviceAddedBefore,
            .tooManyDevices, .deviceUnknown, .deviceRemoved, .lastOwner, .wrongRotation,
            .formatNotRaised:
            .void
        }
    }

    private static func detail(of reason: VoidReason) -> String {
        switch code(of: reason) {
        case .stale: "the log has gone on (\(reason.rawValue)): pull, then seal anew"
        case .seenRoot: "the entry cites a root that this log never had"
        case .unknownWorkspace: "this relay keeps no log for that workspace"
        case .clock: "the relay's clock gives no time for this entry"
        default: "the entry would be void: \(reason.rawValue)"
        }
    }
}
