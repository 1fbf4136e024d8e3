import SkeinCRDT
import SkeinSync
import SkeinTransport
import SkeinWire
import Testing

@Suite("Admission by an owner")
struct AdmissionTests {
    private func invite(
        _ bench: Bench, secret: UInt8 = 1, role: Role = .operator,
        expiresIn: Duration = .seconds(600)
    ) -> Invite {
        Invite(
            workspace: bench.founding.workspace, relayURL: Bench.url,
            relayKey: bench.founding.relay.verifier.signing.encoded(),
            secret: [UInt8](repeating: secret, count: Invite.secretLength), role: role,
            expires: bench.now.wall + expiresIn)
    }

    /// Posts a device's request under an invite, made with the secret of another one where wanted.
    private func ask(
        _ bench: Bench, _ keys: DeviceKeys, under invite: Invite, madeWith other: Invite? = nil
    ) {
        let request = JoinRequest(
            keys: keys, login: "pavel", name: "Pavel", invite: other ?? invite)
        let call = bench.calling.postJoin(request.encoded(), invite: invite.id)
        #expect(bench.ask(call).status == 200)
    }

    private func member(_ bench: Bench, _ keys: DeviceKeys) throws -> Member? {
        try bench.relayState().membership.member(keys.id)
    }

    private func looks(_ bench: Bench) -> Int {
        bench.sent.filter { $0.source == .admission && !$0.isAppend }.count
    }

    @Test func `adds a device whose request proves the secret of its invite`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let invite = invite(bench, role: .sender)
        let joiner = Founding.device(40)
        ask(bench, joiner, under: invite)
        bench.receive([invite], at: 0)
        try bench.happen(.online(true), at: 0)
        let found = try member(bench, joiner)
        #expect(found?.role == .sender)
        #expect(found?.person == 1)
        #expect(bench.relaySize == 2)
        #expect(bench.devices[0].store.logSize == 2)
        let notice = bench.devices[0].notices.last { $0.code == "member.added" }
        let founder = bench.founding.devices[0]
        #expect(notice?.detail == ComparisonCode.digits(joiner: joiner.id, owner: founder.id))
        // The new device opens its key, reads and writes.
        let page = try LogPage.decode(
            bench.ask(bench.calling.entries(from: 1, wait: .zero)).body)
        guard case .member(let body, _)? = page.items.first?.entry.body,
            case .add(let admission) = try MemberEntry.decode(body).action
        else {
            Issue.record("the second entry adds a device")
            return
        }
        let membership = try bench.relayState().membership
        let key = membership.openKey(admission.keyBox, epoch: 1, by: joiner.box)
        #expect(key == Founding.epochKey(1))
        let place = try bench.add(joiner)
        try bench.start(place)
        try bench.record(place, Bench.retitle("a", "by the new device"))
        try bench.syncAll()
        #expect(bench.relaySize == 3)
        #expect(try bench.areEqual(0, place))
    }

    @Test func `adds several devices one after another, each once`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let invites = [invite(bench, secret: 1), invite(bench, secret: 2, role: .observer)]
        let joiners = [Founding.device(40), Founding.device(41)]
        ask(bench, joiners[0], under: invites[0])
        ask(bench, joiners[0], under: invites[0])
        ask(bench, joiners[1], under: invites[1])
        bench.receive(invites, at: 0)
        try bench.happen(.online(true), at: 0)
        #expect(bench.relaySize == 3)
        #expect(try member(bench, joiners[0])?.role == .operator)
        #expect(try member(bench, joiners[1])?.role == .observer)
        #expect(try member(bench, joiners[1])?.person == 2)
        #expect(bench.devices[0].codes.filter { $0 == "member.added" }.count == 2)
        let admission = try #require(bench.devices[0].admission)
        #expect(!admission.isBusy(now: bench.now))
    }

    @Test func `refuses a request made with another secret`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let invite = invite(bench)
        let other = self.invite(bench, secret: 2)
        let joiner = Founding.device(40)
        ask(bench, joiner, under: invite, madeWith: other)
        bench.receive([invite], at: 0)
        try bench.happen(.online(true), at: 0)
        #expect(looks(bench) == 1)
        #expect(bench.relaySize == 1)
        #expect(try member(bench, joiner) == nil)
        #expect(!bench.devices[0].codes.contains("member.added"))
    }

    @Test func `goes on to an honest request behind a false one`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let invite = invite(bench)
        let other = self.invite(bench, secret: 2)
        ask(bench, Founding.device(40), under: invite, madeWith: other)
        let garbage = bench.calling.postJoin([1, 2, 3], invite: invite.id)
        #expect(bench.ask(garbage).status == 200)
        ask(bench, Founding.device(41), under: invite)
        bench.receive([invite], at: 0)
        try bench.happen(.online(true), at: 0)
        #expect(bench.relaySize == 2)
        #expect(try member(bench, Founding.device(40)) == nil)
        #expect(try member(bench, Founding.device(41)) != nil)
    }

    @Test func `does not look for an expired invite, nor add under one`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let expiring = invite(bench, secret: 1, expiresIn: .seconds(60))
        let open = invite(bench, secret: 2, expiresIn: .seconds(6_000))
        ask(bench, Founding.device(40), under: expiring)
        try bench.pass(.seconds(60))
        bench.receive([expiring], at: 0)
        try bench.happen(.online(true), at: 0)
        #expect(looks(bench) == 0)
        bench.receive([expiring, open], at: 0)
        try bench.happen(.online(true), at: 0)
        #expect(looks(bench) == 1)
        #expect(bench.relaySize == 1)
        #expect(try member(bench, Founding.device(40)) == nil)
    }

    @Test(arguments: [Role.observer, .operator, .sender])
    func `is no matter of another role`(role: Role) throws {
        let bench = try Bench(roles: [role])
        try bench.start()
        let invite = invite(bench)
        ask(bench, Founding.device(40), under: invite)
        bench.receive([invite], at: 1)
        try bench.happen(.online(true), at: 1)
        try bench.record(0, Bench.retitle("a", "news"))
        try bench.sync(1)
        try bench.pass(.seconds(30))
        #expect(looks(bench) == 0)
        let admission = try #require(bench.devices[1].admission)
        #expect(!admission.isBusy(now: bench.now))
        #expect(try member(bench, Founding.device(40)) == nil)
    }

    @Test func `keeps looking while an invite is open and the device is live`() throws {
        let bench = try Bench(roles: [], isLive: true)
        try bench.start()
        let invite = invite(bench, expiresIn: .seconds(60))
        bench.receive([invite], at: 0)
        try bench.happen(.online(true), at: 0)
        try bench.pass(.seconds(10))
        #expect(looks(bench) >= 3)
        ask(bench, Founding.device(40), under: invite)
        try bench.pass(.seconds(4))
        #expect(try member(bench, Founding.device(40)) != nil)
        #expect(bench.devices[0].store.logSize == 2)
        try bench.pass(.seconds(60))
        let after = looks(bench)
        try bench.pass(.seconds(60))
        #expect(looks(bench) == after)
    }

    @Test func `lets one device in by an invite, after a restart too`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let invite = invite(bench)
        ask(bench, Founding.device(40), under: invite)
        ask(bench, Founding.device(41), under: invite)
        bench.receive([invite], at: 0)
        try bench.happen(.online(true), at: 0)
        #expect(bench.relaySize == 2)
        #expect(try bench.relayState().membership.active.count == 2)
        try bench.restart(0)
        bench.receive([invite], at: 0)
        try bench.start(0)
        try bench.happen(.online(true), at: 0)
        #expect(bench.relaySize == 2)
        let admission = try #require(bench.devices[0].admission)
        #expect(!admission.isBusy(now: bench.now))
    }

    @Test func `closes an invite although the answer to its entry was lost`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let invite = invite(bench)
        ask(bench, Founding.device(40), under: invite)
        bench.receive([invite], at: 0)
        bench.fate = { $0.isAppend ? .answerLost : .delivered }
        try bench.happen(.online(true), at: 0)
        #expect(bench.relaySize == 2)
        bench.fate = { _ in .delivered }
        try bench.sync(0)
        ask(bench, Founding.device(41), under: invite)
        try bench.happen(.online(true), at: 0)
        #expect(bench.relaySize == 2)
        #expect(try member(bench, Founding.device(41)) == nil)
    }

    @Test func `asks once at a time`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let invite = invite(bench)
        ask(bench, Founding.device(40), under: invite)
        bench.receive([invite], at: 0)
        bench.fate = { $0.source == .admission ? .delayed : .delivered }
        try bench.happen(.online(true), at: 0)
        try bench.happen(.online(true), at: 0)
        #expect(looks(bench) == 1)
        bench.fate = { _ in .delivered }
        try bench.run()
        #expect(bench.relaySize == 2)
    }

    @Test func `ends with the owner's removal`() throws {
        let bench = try Bench(roles: [.owner])
        try bench.start()
        let invite = invite(bench)
        ask(bench, Founding.device(40), under: invite)
        try bench.rotate(without: bench.founding.devices[1].id)
        try bench.sync(1)
        bench.receive([invite], at: 1)
        try bench.happen(.online(true), at: 1)
        #expect(looks(bench) == 0)
        let admission = try #require(bench.devices[1].admission)
        #expect(!admission.isBusy(now: bench.now))
    }
}
