import SkeinCRDT

extension Membership {
    package func encoded() -> [UInt8] { cbor.encoded() }

    package static func decode(_ bytes: [UInt8]) throws(FormatError) -> Membership {
        try Membership(cbor: try CBOR.strict(bytes))
    }

    var cbor: CBOR {
        .record([
            "workspace": .bytes(workspace.bytes), "members": .array(members.map(\.cbor)),
            "head": .bytes(head),
            "epochs": .array(epochs.map { .array([.bytes($0.commitment), .unsigned($0.index)]) }),
            "policy": policy.cbor, "format": .unsigned(format), "relay": relay?.cbor ?? .null,
        ])
    }

    init(cbor: CBOR) throws(FormatError) {
        let fields = try CBORFields(
            cbor, ["workspace", "members", "head", "epochs", "policy", "format", "relay"])
        self.init(
            workspace: WorkspaceID(try fields.bytes("workspace", count: WorkspaceID.length)))
        for item in try fields.array("members") {
            guard let number = UInt16(exactly: members.count) else { throw .wrong("members") }
            members.append(try Member(cbor: item, number: DeviceNumber(number)))
        }
        head = try fields.bytes("head", count: MemberEntry.hashLength)
        for item in try fields.array("epochs") {
            guard case .array(let pair) = item, pair.count == 2, case .bytes(let hash) = pair[0],
                hash.count == Epoch.commitmentLength, case .unsigned(let index) = pair[1]
            else { throw .wrong("epochs") }
            epochs.append(EpochStart(commitment: hash, index: index))
        }
        policy = try Policy(cbor: try fields.value("policy"))
        format = try fields.unsigned("format")
        let relay = try fields.value("relay")
        self.relay = relay == .null ? nil : try RelayIdentity(cbor: relay)
    }
}
