import Skein
import SkeinCRDT
import SkeinTransport
import SkeinWire
import Testing

@Suite("Founding a workspace")
struct ReplicaFoundingTests {
    private let home: ReplicaHome
    private let relay: FakeRelay

    init() throws {
        home = try ReplicaHome()
        relay = try FakeRelay()
    }

    @Test func `makes its genesis the first entry and keeps the first key`() async throws {
        let replica = try home.open(relay)
        try await replica.found(relayURL: FakeRelay.url + "/")
        let posted = try AppendRequest.decode(try #require(relay.appends.first))
        guard case .member(let body, let signature) = posted.payload else {
            Issue.record("a genesis is a member entry")
            return
        }
        #expect(posted.expectedSize == 0)
        let secrets = replica.secrets.current
        #expect(secrets.workspace == .of(genesis: body))
        #expect(secrets.relayURL == FakeRelay.url)
        #expect(secrets.relay == relay.identity)
        #expect(secrets.founding == nil)
        var log = LogState(workspace: .of(genesis: body))
        let entry = LogEntry(time: 1, body: .member(body, signature: signature))
        #expect(log.apply(entry) { _ in nil } == .valid)
        guard case .genesis(let genesis) = try MemberEntry.decode(body).action else { return }
        let key = log.membership.openKey(genesis.keyBox, epoch: 1, by: secrets.keys.box)
        #expect(secrets.keyByEpoch == [1: try #require(key)])
        #expect(await replica.hasWorkspace)
        await #expect(throws: ReplicaError.alreadyJoined) {
            try await replica.found(relayURL: FakeRelay.url)
        }
        try await replica.runOnce()
        #expect(await replica.syncStatus?.isReachable == true)
        #expect(relay.size == 1)
    }

    @Test func `sends the same genesis again after a lost answer and a restart`() async throws {
        relay.change { call, outcome in
            call.method == "POST" ? FakeRelay.failure(.connectionLost, "lost") : outcome
        }
        for _ in 0..<2 {
            let replica = try home.open(relay)
            await #expect(throws: ReplicaError.relayUnreachable(detail: "lost")) {
                try await replica.found(relayURL: FakeRelay.url)
            }
            #expect(await !replica.hasWorkspace)
            await #expect(throws: ReplicaError.noWorkspace) { try await replica.runOnce() }
        }
        relay.change { $1 }
        let replica = try home.open(relay)
        try await replica.found(relayURL: FakeRelay.url)
        #expect(relay.appends.count == 3)
        #expect(Set(relay.appends).count == 1)
        #expect(await replica.hasWorkspace)
    }

    @Test func `begins anew where another relay answers at the address`() async throws {
        relay.change { call, outcome in
            call.method == "POST" ? FakeRelay.failure(.connectionLost, "lost") : outcome
        }
        do {
            let replica = try home.open(relay)
            await #expect(throws: ReplicaError.self) {
                try await replica.found(relayURL: FakeRelay.url)
            }
        }
        let other = try FakeRelay(seed: 0x61)
        let replica = try home.open(other)
        try await replica.found(relayURL: FakeRelay.url)
        #expect(other.appends.first != relay.appends.first)
        #expect(replica.secrets.current.relay == other.identity)
    }

    @Test func `founds nothing where the relay refuses or is none`() async throws {
        let refusal = CBOR.record([
            "error": .text("full"), "detail": .text("no room"),
        ]).encoded()
        let wrong: [(answer: HTTPOutcome, error: ReplicaError)] = [
            (
                FakeRelay.answer(refusal, status: 507),
                .relayRefused(code: "full", detail: "no room")
            ),
            (.success(HTTPAnswer(status: 200)), .notARelay(url: FakeRelay.url)),
            (FakeRelay.answer([1, 2, 3]), .notARelay(url: FakeRelay.url)),
        ]
        for (answer, error) in wrong {
            relay.change { call, outcome in call.method == "POST" ? answer : outcome }
            let replica = try home.open(relay)
            await #expect(throws: error) { try await replica.found(relayURL: FakeRelay.url) }
            #expect(await !replica.hasWorkspace)
            #expect(replica.secrets.current.founding != nil)
        }
    }

    @Test func `invites stay open beside each other until they expire`() async throws {
        let replica = try home.open(relay)
        await #expect(throws: ReplicaError.noWorkspace) { try await replica.invite(role: .sender) }
        try await replica.found(relayURL: FakeRelay.url)
        // Before the log has been read nobody is known to be an owner.
        await #expect(throws: ReplicaError.notAnOwner) { try await replica.invite(role: .sender) }
        try await replica.runOnce()
        _ = try await replica.invite(role: .owner, term: .seconds(-1))
        let first = try await replica.invite(role: .sender)
        let second = try await replica.invite(role: .observer)
        #expect(first.secret != second.secret)
        #expect(first.relayKey == relay.identity.key)
        #expect(first.workspace == replica.secrets.current.workspace)
        #expect(replica.secrets.current.invites == [first, second])
    }
}
