import SkeinStore

/// A part and its version.
package struct VersionFact: Hashable, Sendable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

extension VersionFact {
    /// Raised with each release; nothing else names the version.
    static let program = VersionFact(name: "skein", version: "0.1.0")

    /// The program and what it stands on.
    static let all = [
        program, VersionFact(name: "store", version: String(ReplicaStore.format)),
    ]
}
