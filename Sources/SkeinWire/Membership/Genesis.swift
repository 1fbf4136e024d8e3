/// The first entry's action: it founds a workspace, and its hash names it.
package struct Genesis: Hashable, Sendable {
    /// The founder's Ed25519 key. The founder is device 0 and person 0, an owner.
    package let sign: [UInt8]
    /// The founder's X25519 key.
    package let box: [UInt8]
    /// The commitment of epoch 1.
    package let commitment: [UInt8]
    /// The key of epoch 1 for the founder.
    package let keyBox: [UInt8]
    package let relay: RelayIdentity
    package let policy: Policy

    /// - Precondition: keys and commitment have 32 bytes, the key box `Epoch.boxLength`.
    package init(
        sign: [UInt8], box: [UInt8], commitment: [UInt8], keyBox: [UInt8], relay: RelayIdentity,
        policy: Policy
    ) {
        precondition(
            sign.count == 32 && box.count == 32 && commitment.count == Epoch.commitmentLength
                && keyBox.count == Epoch.boxLength, "a genesis has keys of the right lengths")
        self.sign = sign
        self.box = box
        self.commitment = commitment
        self.keyBox = keyBox
        self.relay = relay
        self.policy = policy
    }

    /// The genesis of a new workspace for its founder.
    package init(
        founder: DeviceKeys, epochKey: [UInt8], relay: RelayIdentity, policy: Policy = .standard
    ) throws(WireError) {
        self.init(
            sign: founder.signing.publicKey, box: founder.box.publicKey,
            commitment: Epoch.commitment(workspace: .none, epoch: 1, key: epochKey),
            keyBox: try Epoch.box(epochKey, workspace: .none, epoch: 1, to: founder.box.publicKey),
            relay: relay, policy: policy)
    }

    package var founder: DeviceID { .of(sign: sign, box: box) }
}

extension Genesis {
    static let kind = "genesis"

    var cbor: CBOR {
        .record([
            "kind": .text(Self.kind), "sign": .bytes(sign), "box": .bytes(box),
            "commitment": .bytes(commitment), "key": .bytes(keyBox), "relay": relay.cbor,
            "policy": policy.cbor,
        ])
    }

    init(cbor: CBOR) throws(FormatError) {
        let fields = try CBORFields(
            cbor, ["kind", "sign", "box", "commitment", "key", "relay", "policy"])
        self.init(
            sign: try fields.bytes("sign", count: 32), box: try fields.bytes("box", count: 32),
            commitment: try fields.bytes("commitment", count: Epoch.commitmentLength),
            keyBox: try fields.bytes("key", count: Epoch.boxLength),
            relay: try RelayIdentity(cbor: try fields.value("relay")),
            policy: try Policy(cbor: try fields.value("policy")))
    }
}
