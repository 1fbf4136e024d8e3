import SkeinCRDT
import SkeinWire
import Testing

struct InviteTests {
    private let invite = Invite(
        workspace: WorkspaceID([UInt8](repeating: 3, count: 32)),
        relayURL: "https://relay.example:8443", relayKey: "relay.example+00000000+AA==",
        secret: [UInt8](repeating: 5, count: 32), role: .sender,
        expires: WallTime(milliseconds: 1_750_000_000_000))
    private let joiner = TestWorkspace.device(2)

    @Test func `an invite is one line that can be pasted with spaces around it`() throws {
        let line = invite.encoded()
        #expect(line.hasPrefix("skein-invite-1:"))
        #expect(line.split(whereSeparator: \.isWhitespace).count == 1)
        #expect(try Invite.parse(line) == invite)
        #expect(try Invite.parse("  \(line)\r\n") == invite)
    }

    @Test func `what is no invite is refused`() throws {
        let line = invite.encoded()
        for text in ["", "skein-invite-2:AA", "skein-invite-1:", "\(line) \(line)"] {
            #expect(throws: FormatError.self) { try Invite.parse(text) }
        }
        for length in 0..<line.count {
            #expect(throws: FormatError.self) { try Invite.parse(String(line.prefix(length))) }
        }
        #expect(throws: FormatError.tooLarge(5_000)) {
            try Invite.parse(String(repeating: "a", count: 5_000))
        }
    }

    @Test func `a join request is authentic for its own invite only`() throws {
        let request = JoinRequest(keys: joiner, login: "anna", name: "Анна", invite: invite)
        let bytes = request.encoded()
        let decoded = try JoinRequest.decode(bytes)
        #expect(decoded == request)
        #expect(decoded.isAuthentic(for: invite))
        #expect(decoded.device == joiner.id)
        let other = Invite(
            workspace: invite.workspace, relayURL: invite.relayURL, relayKey: invite.relayKey,
            secret: [UInt8](repeating: 6, count: 32), role: .sender, expires: invite.expires)
        #expect(!decoded.isAuthentic(for: other))
        #expect(invite.id != other.id)
    }

    @Test func `a join request with any bit changed is refused`() throws {
        let bytes = JoinRequest(keys: joiner, login: "anna", name: "Anna", invite: invite)
            .encoded()
        var accepted = 0
        var formRefused = 0
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                if try JoinRequest.decode(changed).isAuthentic(for: invite) { accepted += 1 }
            } catch {
                formRefused += 1
            }
        }
        #expect(accepted == 0)
        #expect(formRefused > 0 && formRefused < bytes.count * 8)
        for length in 0..<bytes.count {
            #expect(throws: FormatError.self) {
                try JoinRequest.decode(Array(bytes.prefix(length)))
            }
        }
        #expect(throws: FormatError.tooLarge(JoinRequest.bytesMax + 1)) {
            try JoinRequest.decode([UInt8](repeating: 0, count: JoinRequest.bytesMax + 1))
        }
    }

    @Test func `the comparison code has six digits and depends on all four keys`() {
        let owner = TestWorkspace.device(1).id
        let code = ComparisonCode.digits(joiner: joiner.id, owner: owner)
        #expect(code.count == 6 && code.allSatisfy { $0.isNumber })
        #expect(code == ComparisonCode.digits(joiner: joiner.id, owner: owner))
        let keys = TestWorkspace.device(3)
        let otherBox = DeviceID.of(sign: joiner.signing.publicKey, box: keys.box.publicKey)
        let otherSign = DeviceID.of(sign: keys.signing.publicKey, box: joiner.box.publicKey)
        let codes = [
            ComparisonCode.digits(joiner: otherBox, owner: owner),
            ComparisonCode.digits(joiner: otherSign, owner: owner),
            ComparisonCode.digits(joiner: joiner.id, owner: keys.id),
            ComparisonCode.digits(joiner: owner, owner: joiner.id),
        ]
        #expect(!codes.contains(code))
        // Short numbers keep their zeros.
        let all = (0...UInt8.max).map {
            ComparisonCode.digits(joiner: DeviceID([UInt8](repeating: $0, count: 32)), owner: owner)
        }
        #expect(all.allSatisfy { $0.utf8.count == 6 })
        #expect(all.contains { $0.hasPrefix("0") })
    }

    @Test func `the relay's list of requests is read`() throws {
        let request = JoinRequest(keys: joiner, login: "anna", name: "Anna", invite: invite)
        var writer = ByteWriter()
        writer.u32(2)
        writer.prefixed(invite.id + request.encoded())
        writer.prefixed(invite.id + [1])
        let list = try JoinList.decode(writer.bytes)
        #expect(list.items.map(\.invite) == [invite.id, invite.id])
        #expect(list.items.map(\.request) == [request.encoded(), [1]])
        #expect(list.encoded() == writer.bytes)
        for length in 0..<writer.bytes.count {
            #expect(throws: WireError.self) {
                try JoinList.decode(Array(writer.bytes.prefix(length)))
            }
        }
    }

    @Test func `a list of requests over its limit is refused unread`() {
        let list = [UInt8](repeating: 0, count: JoinList.bytesMax + 1)
        #expect(
            throws: WireError.tooLong(
                length: UInt64(list.count), max: UInt64(JoinList.bytesMax))
        ) {
            try JoinList.decode(list)
        }
    }
}
