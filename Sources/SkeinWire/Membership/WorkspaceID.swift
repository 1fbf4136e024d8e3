/// The name of a workspace: SHA-256 over the body of its genesis entry.
public struct WorkspaceID: Hashable, Sendable {
    public static let length = 32
    public let bytes: [UInt8]

    /// What stands in the genesis entry itself, which cannot hold its own hash.
    package static let none = WorkspaceID([UInt8](repeating: 0, count: length))

    /// - Precondition: 32 bytes.
    public init(_ bytes: [UInt8]) {
        precondition(bytes.count == Self.length, "a workspace id has 32 bytes")
        self.bytes = bytes
    }

    /// For foreign bytes: nil where the length does not fit.
    public init?(validating bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// The workspace that a genesis body founds.
    package static func of(genesis body: [UInt8]) -> WorkspaceID { WorkspaceID(SHA256.hash(body)) }
}
