import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

/// Devices, member entries and joining, against bytes that another implementation wrote.
struct MemberGoldenTests {
    private struct Device: Decodable {
        let seed, sign, box, local, id: HexBytes
    }

    private struct Member: Decodable {
        let name: String
        let body, hash, signature: HexBytes
    }

    private struct Joining: Decodable {
        let invite: String
        let inviteID, request, list: HexBytes
        let code: String
    }

    private let founder = TestWorkspace.device(1)
    private let member = TestWorkspace.device(2)
    private let epochKey = [UInt8](repeating: 7, count: 32)

    @Test func `a device's keys and id follow from its seed`() throws {
        let devices: [Device] = try GoldenFile.load("devices")
        #expect(devices.count == 2)
        for device in devices {
            let keys = DeviceKeys(rootSeed: device.seed.bytes)
            #expect(keys.signing.publicKey == device.sign.bytes)
            #expect(keys.box.publicKey == device.box.bytes)
            #expect(keys.localFilesKey == device.local.bytes)
            #expect(keys.id.bytes == device.id.bytes)
        }
    }

    @Test func `every member action has its golden bytes`() throws {
        let cases: [Member] = try GoldenFile.load("members")
        let genesis = genesisEntry()
        let id = WorkspaceID.of(genesis: genesis.encoded())
        var entryByName = ["genesis": genesis]
        for (name, action) in actions(in: id) {
            entryByName[name] = MemberEntry(
                workspace: id, previous: SHA256.hash(genesis.encoded()), author: founder.id,
                action: action)
        }
        #expect(cases.map(\.name).sorted() == entryByName.keys.sorted())
        for golden in cases {
            let entry = try #require(entryByName[golden.name])
            #expect(entry.encoded() == golden.body.bytes, "\(golden.name)")
            #expect(try MemberEntry.decode(golden.body.bytes) == entry)
            #expect(SHA256.hash(golden.body.bytes) == golden.hash.bytes)
            let signed = entry.signed(with: founder.signing)
            #expect(signed == .member(golden.body.bytes, signature: golden.signature.bytes))
        }
    }

    @Test func `invite, request and code have their golden bytes`() throws {
        let golden: Joining = try GoldenFile.load("joining")
        let invite = Invite(
            workspace: .of(genesis: genesisEntry().encoded()),
            relayURL: "https://relay.example:8443", relayKey: TestWorkspace.relay.key,
            secret: [UInt8](repeating: 5, count: 32), role: .sender,
            expires: WallTime(milliseconds: Int64(TestWorkspace.startTime)))
        #expect(invite.encoded() == golden.invite)
        #expect(try Invite.parse(golden.invite) == invite)
        #expect(invite.id == golden.inviteID.bytes)
        let request = JoinRequest(keys: member, login: "anna", name: "Анна", invite: invite)
        #expect(request.encoded() == golden.request.bytes)
        #expect(try JoinRequest.decode(golden.request.bytes).isAuthentic(for: invite))
        #expect(ComparisonCode.digits(joiner: member.id, owner: founder.id) == golden.code)
        let list = try JoinList.decode(golden.list.bytes)
        #expect(list.items.map(\.request) == [golden.request.bytes])
        #expect(list.items.map(\.invite) == [golden.inviteID.bytes])
    }

    private func genesisEntry() -> MemberEntry {
        MemberEntry(
            founding: Genesis(
                sign: founder.signing.publicKey, box: founder.box.publicKey,
                commitment: Epoch.commitment(workspace: .none, epoch: 1, key: epochKey),
                keyBox: [UInt8](repeating: 0x11, count: 116), relay: TestWorkspace.relay,
                policy: .standard))
    }

    private func actions(in id: WorkspaceID) -> [String: MemberAction] {
        let newKey = [UInt8](repeating: 8, count: 32)
        let rotation = Rotation(
            epoch: 2, commitment: Epoch.commitment(workspace: id, epoch: 2, key: newKey),
            boxes: [
                Rotation.KeyBox(
                    device: DeviceNumber(0), sealed: [UInt8](repeating: 0x12, count: 116)),
                Rotation.KeyBox(
                    device: DeviceNumber(300), sealed: [UInt8](repeating: 0x13, count: 116)),
            ],
            previousKey: Epoch.sealPrevious(
                epochKey, under: newKey, workspace: id, epoch: 2,
                nonce: [UInt8](repeating: 9, count: 24)))
        let erase = CBOR.record([
            "kind": .text("erase"), "entries": .array([.unsigned(1), .unsigned(2)]),
        ])
        return [
            "add": .add(
                Admission(
                    sign: member.signing.publicKey, box: member.box.publicKey, person: 70_000,
                    role: .sender, keyBox: [UInt8](repeating: 0x14, count: 116))),
            "role": .setRole(member.id, .observer), "remove": .remove(member.id, rotation),
            "rotate": .rotate(rotation), "format": .format(2),
            "unknown": .unknown(kind: "erase", erase),
        ]
    }
}
