/// The relay that keeps a workspace's log, as its genesis entry pins it.
package struct RelayIdentity: Hashable, Sendable {
    static let textBytesMax = 512

    /// The first part of every checkpoint's origin.
    package let name: String
    /// The verifier key (`name+id+base64`) of its log signatures, type 0x01.
    package let key: String
    /// The verifier key of its timestamped cosignatures, type 0x04.
    package let cosignKey: String

    package init(name: String, key: String, cosignKey: String) {
        self.name = name
        self.key = key
        self.cosignKey = cosignKey
    }

    /// What every checkpoint of the workspace names as its origin.
    package func origin(of workspace: WorkspaceID) -> String {
        Checkpoint.origin(relay: name, workspace: workspace.bytes)
    }
}

extension RelayIdentity {
    var cbor: CBOR {
        .record(["name": .text(name), "key": .text(key), "cosign": .text(cosignKey)])
    }

    init(cbor: CBOR) throws(FormatError) {
        let fields = try CBORFields(cbor, ["name", "key", "cosign"])
        name = try fields.text("name", max: Self.textBytesMax)
        key = try fields.text("key", max: Self.textBytesMax)
        cosignKey = try fields.text("cosign", max: Self.textBytesMax)
    }
}
