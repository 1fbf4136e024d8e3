package import SkeinWire

/// What can be asked of a relay.
package enum RelayRequest: Hashable, Sendable {
    case describe
    /// `body` is an `AppendRequest`.
    case append(WorkspaceID, body: [UInt8])
    case entries(WorkspaceID, from: UInt64, entriesMax: Int)
    /// `invite` has 32 bytes; `request` is opaque to the relay.
    case postJoin(WorkspaceID, invite: [UInt8], request: [UInt8])
    case joins(WorkspaceID)
}
