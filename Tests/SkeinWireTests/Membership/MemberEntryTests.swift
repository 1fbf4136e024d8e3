import SkeinCRDT
import SkeinWire
import Testing

struct MemberEntryTests {
    @Test func `every action is read back from its bytes`() throws {
        var workspace = try TestWorkspace()
        let device = TestWorkspace.device(2)
        try workspace.add(device)
        let genesis = try Genesis(
            founder: workspace.founder, epochKey: workspace.epochKey, relay: TestWorkspace.relay)
        let actions: [MemberAction] = [
            .genesis(genesis), try workspace.admission(of: device, .observer),
            .setRole(device.id, .owner), .remove(device.id, try workspace.rotation()),
            .rotate(try workspace.rotation()), .format(3),
            .unknown(kind: "later", .record(["kind": .text("later"), "x": .unsigned(1)])),
        ]
        for action in actions {
            let entry = MemberEntry(
                after: workspace.state.membership, author: workspace.founder.id, action: action)
            let bytes = entry.encoded()
            #expect(try MemberEntry.decode(bytes) == entry)
            #expect(try MemberEntry.decode(bytes).encoded() == bytes)
            for length in 0..<bytes.count {
                #expect(throws: FormatError.self) {
                    try MemberEntry.decode(Array(bytes.prefix(length)))
                }
            }
        }
    }

    @Test func `fields that are missing, unknown or of another form are refused`() throws {
        let zeros = CBOR.bytes([UInt8](repeating: 0, count: 32))
        let action = CBOR.record(["kind": .text("format"), "format": .unsigned(2)])
        func body(
            version: CBOR = .unsigned(1), previous: CBOR? = nil, action: CBOR, more: Bool = false
        ) -> [UInt8] {
            var pairs = [
                CBORPair(key: .text("version"), value: version),
                CBORPair(key: .text("workspace"), value: zeros),
                CBORPair(key: .text("author"), value: zeros),
                CBORPair(key: .text("action"), value: action),
            ]
            if let previous { pairs.append(CBORPair(key: .text("previous"), value: previous)) }
            if more { pairs.append(CBORPair(key: .text("more"), value: .null)) }
            return CBOR.map(pairs).encoded()
        }
        let good = body(previous: zeros, action: action)
        #expect(try MemberEntry.decode(good).action == .format(2))
        let wrong: [(bytes: [UInt8], error: FormatError)] = [
            (body(action: action), .missing("previous")),
            (body(previous: zeros, action: action, more: true), .unknown("more")),
            (body(previous: .bytes([1]), action: action), .wrong("previous")),
            (body(version: .unsigned(0), previous: zeros, action: action), .unsupportedVersion(0)),
            (body(version: .text("1"), previous: zeros, action: action), .wrong("version")),
            (body(previous: zeros, action: .record([:])), .missing("kind")),
            (body(previous: zeros, action: .null), .notAMap),
            (
                body(previous: zeros, action: .record(["kind": .text("format"), "x": .null])),
                .unknown("x")
            ),
            (
                body(
                    previous: zeros,
                    action: .record(["kind": .text(String(repeating: "k", count: 33))])),
                .wrong("kind")
            ),
            (CBOR.null.encoded(), .notAMap),
            (good + [0], .bytes(.trailingBytes(1))),
        ]
        for (bytes, error) in wrong {
            #expect(throws: error) { try MemberEntry.decode(bytes) }
        }
    }

    @Test func `a policy with a number beyond 48 bits is refused`() throws {
        let founder = TestWorkspace.device(1)
        var policy = Policy.standard
        policy.claimMilliseconds = HybridTime.millisecondsMax + 1
        let genesis = try Genesis(
            founder: founder, epochKey: [UInt8](repeating: 7, count: 32),
            relay: TestWorkspace.relay, policy: policy)
        #expect(throws: FormatError.wrong("claim")) {
            try MemberEntry.decode(MemberEntry(founding: genesis).encoded())
        }
    }

    @Test func `keys of a device all come from its seed, and differ`() {
        let keys = TestWorkspace.device(1)
        let same = TestWorkspace.device(1)
        #expect(keys.id == same.id)
        #expect(keys.localFilesKey == same.localFilesKey)
        #expect(keys.id != TestWorkspace.device(2).id)
        let all = Set([keys.signing.publicKey, keys.box.publicKey, keys.localFilesKey])
        #expect(all.count == 3)
    }
}
