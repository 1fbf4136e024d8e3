/// The body of a member entry: deterministic CBOR, signed by its author with label `sk1 member`.
///
/// | field | type | |
/// | --- | --- | --- |
/// | `version` | unsigned | 1; a higher one stops this build |
/// | `workspace` | 32 bytes | zeros in the genesis entry |
/// | `previous` | 32 bytes | SHA-256 of the last valid member body, zeros in the genesis entry |
/// | `author` | 32 bytes | the device that signed |
/// | `action` | map | with a text `kind`, see `MemberAction` |
///
/// These five fields keep their meaning in every later version, which may add others: so a build
/// can tell an owner's entry that it does not understand from a stranger's.
package struct MemberEntry: Hashable, Sendable {
    package static let version: UInt64 = 1
    package static let bytesMax = 16_384
    static let hashLength = 32

    package let version: UInt64
    package let workspace: WorkspaceID
    package let previous: [UInt8]
    package let author: DeviceID
    package let action: MemberAction

    package init(
        version: UInt64 = Self.version, workspace: WorkspaceID, previous: [UInt8], author: DeviceID,
        action: MemberAction
    ) {
        self.version = version
        self.workspace = workspace
        self.previous = previous
        self.author = author
        self.action = action
    }

    /// An entry that follows the newest one of a membership.
    package init(after membership: Membership, author: DeviceID, action: MemberAction) {
        self.init(
            workspace: membership.workspace, previous: membership.head, author: author,
            action: action)
    }

    /// The entry that founds a workspace.
    package init(founding genesis: Genesis) {
        self.init(
            workspace: .none, previous: Membership.noHead, author: genesis.founder,
            action: .genesis(genesis))
    }

    package func encoded() -> [UInt8] {
        CBOR.record([
            "version": .unsigned(version), "workspace": .bytes(workspace.bytes),
            "previous": .bytes(previous), "author": .bytes(author.bytes), "action": action.cbor,
        ]).encoded()
    }

    /// Throws for bytes that are no entry of any version. Of a version above this build's only the
    /// five fields are read, and the action is `.unknown`.
    package static func decode(_ body: [UInt8]) throws(FormatError) -> MemberEntry {
        guard body.count <= bytesMax else { throw .tooLarge(body.count) }
        let cbor = try CBOR.strict(body)
        let names = ["version", "workspace", "previous", "author", "action"]
        let version = try CBORFields(cbor, ["version"], isOpen: true).unsigned("version")
        guard version > 0 else { throw .unsupportedVersion(0) }
        let isLater = version > Self.version
        let fields = try CBORFields(cbor, names, isOpen: isLater)
        let action = try fields.value("action")
        return MemberEntry(
            version: version,
            workspace: WorkspaceID(try fields.bytes("workspace", count: WorkspaceID.length)),
            previous: try fields.bytes("previous", count: hashLength),
            author: try fields.deviceID("author"),
            action: isLater
                ? .unknown(kind: "version \(version)", action) : try MemberAction(cbor: action))
    }

    /// The signed entry as the relay is sent it.
    package func signed(with key: SigningKey) -> LogEntry.Body {
        let body = encoded()
        return .member(body, signature: key.sign(body, label: Label.member))
    }
}
