package import SkeinCRDT

/// What `doctor` found; the REPL turns each finding into one line with one remedy.
package struct DoctorFacts: Hashable, Sendable {
    package var store: StoreFacts
    /// Nil before there is a workspace.
    package var relay: RelayFacts?
    package var lastSync: WallTime?
    /// Commands that the relay has not seen yet.
    package var unsent: Int
    package var sources: [SourceFacts]
    /// Name and version of the program and of what it stands on, in this order.
    package var versions: [VersionFact]

    package init(
        store: StoreFacts, relay: RelayFacts?, lastSync: WallTime?, unsent: Int,
        sources: [SourceFacts], versions: [VersionFact]
    ) {
        self.store = store
        self.relay = relay
        self.lastSync = lastSync
        self.unsent = unsent
        self.sources = sources
        self.versions = versions
    }
}

/// The replica's database.
package struct StoreFacts: Hashable, Sendable {
    package var path: String
    package var sizeBytes: Int64
    package var logSize: UInt64
    /// What a full examination found; nil when nothing is wrong.
    package var damage: String?
    /// Its log has not been read to its end since `doctor --rebuild`.
    package var isRebuilding: Bool

    package init(
        path: String, sizeBytes: Int64, logSize: UInt64, damage: String?, isRebuilding: Bool = false
    ) {
        self.path = path
        self.sizeBytes = sizeBytes
        self.logSize = logSize
        self.damage = damage
        self.isRebuilding = isRebuilding
    }
}

/// The relay, as far as it could be asked.
package struct RelayFacts: Hashable, Sendable {
    package var url: String
    /// Nil when it answered and nothing stands in the way.
    package var problem: SessionError?
    package var wantedOnline: Bool
    /// The relay's clock less this machine's; nil when it did not answer.
    package var clockSkew: Duration?

    package init(url: String, problem: SessionError?, wantedOnline: Bool, clockSkew: Duration?) {
        self.url = url
        self.problem = problem
        self.wantedOnline = wantedOnline
        self.clockSkew = clockSkew
    }
}

/// One source, seen from this device.
package struct SourceFacts: Hashable, Sendable {
    package var name: String
    package var platform: String
    package var hasToken: Bool
    package var lastPoll: WallTime?
    package var problem: SourceTrouble?

    package init(
        name: String, platform: String, hasToken: Bool, lastPoll: WallTime?, problem: SourceTrouble?
    ) {
        self.name = name
        self.platform = platform
        self.hasToken = hasToken
        self.lastPoll = lastPoll
        self.problem = problem
    }
}
