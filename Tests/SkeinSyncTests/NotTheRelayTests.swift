import SkeinCRDT
import SkeinTransport
import SkeinWire
import Testing

@testable import SkeinSync

@Suite("What is not the relay")
struct NotTheRelayTests {
    /// What answers in place of a relay.
    enum Stranger: String, CaseIterable, Sendable {
        case loginPage, redirect, loginRequired, brokenProxy, okInJSON, emptyOK

        var answer: HTTPAnswer {
            switch self {
            case .loginPage: Self.html(200, "<html><body>Welcome! Sign in</body></html>")
            case .redirect:
                HTTPAnswer(
                    status: 302, headers: [HTTPHeader("Location", "http://login.hotel/")])
            case .loginRequired: Self.html(511, "<html>Network login required</html>")
            case .brokenProxy: Self.json(502, "{\"error\":\"bad gateway\",\"size\":0}")
            case .okInJSON: Self.json(200, "{\"status\":\"ok\"}")
            case .emptyOK: HTTPAnswer(status: 200)
            }
        }

        private static func html(_ status: Int, _ text: String) -> HTTPAnswer {
            HTTPAnswer(
                status: status, headers: [HTTPHeader("Content-Type", "text/html")],
                body: Array(text.utf8))
        }

        private static func json(_ status: Int, _ text: String) -> HTTPAnswer {
            HTTPAnswer(
                status: status, headers: [HTTPHeader("Content-Type", "application/json")],
                body: Array(text.utf8))
        }
    }

    @Test(arguments: Stranger.allCases)
    func `is told as such and stops nothing`(stranger: Stranger) throws {
        let bench = try Bench(isLive: true)
        try bench.start()
        try bench.record(0, Bench.retitle("a", "before"))
        let known = try bench.devices[1].store.checkpoint()
        let digest = try bench.devices[1].store.digest()
        bench.fate = { _ in .answered(stranger.answer) }
        try bench.run()
        for number in 0..<5 {
            try bench.record(1, Bench.rewrite("a", "behind the portal \(number)"))
            try bench.pass(.seconds(90))
        }
        #expect(bench.devices[1].engine.status.contact == .notTheRelay)
        #expect(bench.devices[1].engine.status.stop == nil)
        #expect(bench.devices[1].engine.contradictions == 0)
        #expect(bench.devices[1].codes.filter { $0 == "relay.notTheRelay" }.count == 1)
        #expect(bench.devices[1].notices.allSatisfy { $0.urgency != .alarm })
        #expect(try bench.devices[1].store.checkpoint() == known)
        #expect(try bench.devices[1].store.digest() == digest)
        #expect(try bench.devices[1].store.unsentCount == 5)
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(121))
        #expect(bench.devices[1].engine.status.contact == .reached)
        #expect(try bench.devices[1].store.unsentCount == 0)
        #expect(bench.relaySize == 4)
        #expect(try bench.areEqual(0, 1))
    }

    @Test(arguments: Stranger.allCases)
    func `in front of an upload leaves the batch as it is`(stranger: Stranger) throws {
        let bench = try Bench()
        try bench.start()
        bench.fate = { call in call.isAppend ? .answered(stranger.answer) : .delivered }
        try bench.record(1, Bench.retitle("a", "held up"))
        try bench.pass(.seconds(20))
        #expect(bench.relaySize == 2)
        bench.fate = { _ in .delivered }
        try bench.pass(.seconds(61))
        #expect(Set(bench.appends(of: 1)).count == 1)
        #expect(bench.relaySize == 3)
        try bench.syncAll()
        #expect(try bench.areEqual(0, 1))
    }

    @Test(arguments: Stranger.allCases)
    func `is recognised by every reader of answers`(stranger: Stranger) {
        let outcome = HTTPOutcome.success(stranger.answer)
        #expect(isStranger(RelayAnswers.identity(outcome)))
        #expect(isStranger(RelayAnswers.entries(outcome)))
        #expect(isStranger(RelayAnswers.receipt(outcome)))
        #expect(isStranger(RelayAnswers.joins(outcome)))
        #expect(isStranger(RelayAnswers.nothing(outcome)))
    }

    @Test func `differs from a relay that refuses`() throws {
        let bench = try Bench(roles: [])
        let other = WorkspaceID([UInt8](repeating: 8, count: 32))
        let address = RelayAddress(
            url: Bench.url, verifier: bench.founding.relay.verifier, workspace: other)
        let answer = bench.ask(RelayCalls(address: address).entries(from: 0, wait: .zero))
        guard case .refused(let status, let code, _) = RelayAnswers.entries(.success(answer))
        else {
            Issue.record("an unknown workspace is refused")
            return
        }
        #expect(status == 404)
        #expect(code == "unknown-workspace")
        bench.fate = { _ in .answered(answer) }
        try bench.start()
        let contact = bench.devices[0].engine.status.contact
        #expect(contact == .refused("unknown-workspace (404)"))
        #expect(bench.devices[0].engine.status.stop == nil)
    }

    private func isStranger<Content: Sendable>(_ reply: RelayReply<Content>) -> Bool {
        if case .notTheRelay = reply { true } else { false }
    }
}
