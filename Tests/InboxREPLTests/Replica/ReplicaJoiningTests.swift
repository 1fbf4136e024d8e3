import Skein
import SkeinCRDT
import SkeinClock
import SkeinStore
import SkeinTransport
import SkeinWire
import Synchronization
import Testing

@Suite("Joining by an invite")
struct ReplicaJoiningTests {
    private let home: ReplicaHome
    private let relay: FakeRelay
    private let founder = DeviceKeys(rootSeed: [UInt8](repeating: 1, count: 32))
    private let epochKey = [UInt8](repeating: 7, count: 32)
    private let replica: Replica
    private let workspace: WorkspaceID
    private let genesis: LogEntry.Body

    init() throws {
        home = try ReplicaHome()
        relay = try FakeRelay()
        let entry = MemberEntry(
            founding: try Genesis(founder: founder, epochKey: epochKey, relay: relay.identity))
        workspace = .of(genesis: entry.encoded())
        genesis = entry.signed(with: founder.signing)
        relay.append(genesis)
        replica = try home.open(relay)
    }

    private var own: DeviceKeys { replica.secrets.current.keys }

    private func invite(expires: WallTime? = nil, relayKey: String? = nil) -> Invite {
        Invite(
            workspace: workspace, relayURL: FakeRelay.url,
            relayKey: relayKey ?? relay.identity.key, secret: [UInt8](repeating: 5, count: 32),
            role: .operator, expires: expires ?? SystemClock().now().wall + .seconds(600))
    }

    /// The log as the relay has it, and who belongs to the workspace by it.
    private func membership(_ bodies: [LogEntry.Body]) -> Membership {
        var log = LogState(workspace: workspace)
        for body in bodies { _ = log.apply(LogEntry(time: 1, body: body)) { _ in nil } }
        return log.membership
    }

    private func admission(
        of keys: DeviceKeys, key: [UInt8]? = nil, role: Role = .operator
    ) throws -> MemberAction {
        .add(
            Admission(
                sign: keys.signing.publicKey, box: keys.box.publicKey, person: 1, role: role,
                keyBox: try Epoch.box(
                    key ?? epochKey, workspace: workspace, epoch: 1, to: keys.box.publicKey)))
    }

    /// Logs a member entry after those that are in the log already.
    private func log(
        _ action: MemberAction, by author: DeviceKeys, after bodies: [LogEntry.Body]
    ) -> [LogEntry.Body] {
        let entry = MemberEntry(after: membership(bodies), author: author.id, action: action)
        let body = entry.signed(with: author.signing)
        relay.append(body)
        return bodies + [body]
    }

    /// The code that is shown at the end.
    private func join(_ invite: Invite) async throws -> String {
        let code = Mutex("")
        try await replica.join(invite, login: "petr", name: "Пётр") { step in
            if case .admitted(let digits) = step { code.withLock { $0 = digits } }
        }
        return code.withLock { $0 }
    }

    private func expectOutside() async {
        #expect(await !replica.hasWorkspace)
        #expect(replica.secrets.current.workspace == nil)
        #expect(replica.secrets.current.keyByEpoch.isEmpty)
    }

    @Test func `takes the key that an owner sealed for this device`() async throws {
        let other = DeviceKeys(rootSeed: [UInt8](repeating: 2, count: 32))
        let bodies = log(try admission(of: other), by: founder, after: [genesis])
        _ = log(try admission(of: own), by: founder, after: bodies)
        let invite = invite()
        #expect(try await join(invite) == ComparisonCode.digits(joiner: own.id, owner: founder.id))
        let secrets = replica.secrets.current
        #expect(secrets.keyByEpoch == [1: epochKey])
        #expect(secrets.workspace == workspace)
        #expect(secrets.relay == relay.identity)
        #expect(secrets.joining == nil)
        let posted = try #require(relay.calls.first { $0.url.contains("/joins/") })
        #expect(posted.url.hasSuffix(Hex.encode(invite.id)))
        #expect(try JoinRequest.decode(posted.body).isAuthentic(for: invite))
        try await replica.runOnce()
        #expect(await replica.syncStatus?.isReachable == true)
        // An operator is no owner.
        await #expect(throws: ReplicaError.notAnOwner) { try await replica.invite(role: .sender) }
        await #expect(throws: ReplicaError.alreadyJoined) { try await join(invite) }
    }

    @Test func `asks nobody by an invite that has expired`() async throws {
        _ = log(try admission(of: own), by: founder, after: [genesis])
        await #expect(throws: ReplicaError.inviteExpired) {
            try await join(invite(expires: WallTime(milliseconds: 1)))
        }
        #expect(relay.calls.isEmpty)
        await expectOutside()
    }

    @Test func `asks no relay that has another key than the invite names`() async throws {
        _ = log(try admission(of: own), by: founder, after: [genesis])
        let other = try FakeRelay(seed: 0x61).identity.key
        await #expect(throws: ReplicaError.self) { try await join(invite(relayKey: other)) }
        #expect(!relay.calls.contains { $0.method == "POST" })
        await expectOutside()
    }

    @Test func `takes no key that does not fit the workspace's commitment`() async throws {
        let false32 = [UInt8](repeating: 9, count: 32)
        _ = log(try admission(of: own, key: false32), by: founder, after: [genesis])
        await #expect(throws: ReplicaError.self) { try await join(invite()) }
        await expectOutside()
    }

    /// A member without the right knows the key, and so could seal it for anybody.
    @Test func `waits for an owner's entry and passes over a void one`() async throws {
        let member = DeviceKeys(rootSeed: [UInt8](repeating: 2, count: 32))
        let bodies = log(try admission(of: member, role: .sender), by: founder, after: [genesis])
        _ = log(try admission(of: own, role: .owner), by: member, after: bodies)
        _ = log(try admission(of: own), by: founder, after: bodies)
        #expect(
            try await join(invite()) == ComparisonCode.digits(joiner: own.id, owner: founder.id))
        try await replica.runOnce()
        #expect(await replica.syncStatus?.voidEntries == 1)
    }

    @Test func `ends where the log needs a newer build`() async throws {
        let bodies = log(.format(2), by: founder, after: [genesis])
        _ = log(try admission(of: own), by: founder, after: bodies)
        let stop = StoreError.stopped(index: 1, reason: String(describing: UpdateNeeded.format(2)))
        await #expect(throws: ReplicaError.store(stop)) { try await join(invite()) }
        #expect(relay.calls.count < 5)
        await expectOutside()
    }

    @Test func `can be repeated with the same keys after the relay went away`() async throws {
        _ = log(try admission(of: own), by: founder, after: [genesis])
        relay.change { call, outcome in
            call.url.contains("/entries") ? FakeRelay.failure(.connectionLost, "lost") : outcome
        }
        let before = own.id
        let invite = invite()
        await #expect(throws: ReplicaError.relayUnreachable(detail: "lost")) {
            try await join(invite)
        }
        #expect(replica.secrets.current.joining == invite.encoded())
        await expectOutside()
        relay.change { $1 }
        _ = try await join(invite)
        #expect(own.id == before)
        #expect(await replica.hasWorkspace)
    }
}
