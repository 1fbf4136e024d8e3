import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinRelayServer
import SkeinTransport
import SkeinWire
import Testing

@Suite("The relay's service, in process and over a socket,")
struct RelayServiceTests {
    @Test(arguments: RelayDoor.allCases)
    func `says who it is`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            let answer = try await relay.get("/v1/relay")
            #expect(answer.status == 200)
            #expect(answer.header("skein-relay") == "1")
            #expect(answer.header("cache-control") == "no-store")
            let fields = try CBOR.decode(answer.body)
            #expect(fields["service"]?.asText == "skein-relay")
            #expect(fields["version"]?.asUInt64 == 1)
            #expect(fields["name"]?.asText == "relay.test")
            #expect(fields["key"]?.asText == TestRelay.keys.verifier.signing.encoded())
            #expect(fields["cosign"]?.asText == TestRelay.keys.verifier.cosigning.encoded())
            #expect(fields["time"]?.asInt64 == TestRelay.start.wall.milliseconds)
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `takes entries and gives them back`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            var workspace = try await relay.found()
            let batch = try workspace.batch()
            let answer = try await relay.append(batch.append(), to: workspace)
            #expect(answer.header("content-type") == "application/octet-stream")
            #expect(try AppendAnswer.decode(answer.body).index == 1)
            let again = try await relay.append(batch.append(), to: workspace)
            #expect(again.body == answer.body)
            let page = try await relay.page(workspace, "from=1&max=5")
            #expect(page.items.map(\.batch) == [batch])
            #expect(try await relay.page(workspace, "max=1").items.count == 1)
            #expect(try await relay.page(workspace, "").items.count == 2)
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `tells a device that is behind where the log stands`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            var workspace = try await relay.found()
            let late = try workspace.batch { $0.seq = 7 }
            let answer = try await relay.append(late.append(), to: workspace)
            #expect(answer.status == 409)
            #expect(answer.header("skein-relay") == "1")
            #expect(answer.header("content-type") == "application/cbor")
            #expect(try answer.field("error")?.asText == "stale")
            #expect(try answer.field("reason")?.asText == "wrong-sequence")
            #expect(try answer.field("size")?.asUInt64 == 1)
            #expect(try answer.field("memberHead")?.asBytes == workspace.state.membership.head)
            #expect(try answer.field("detail")?.asText?.isEmpty == false)
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `keeps requests to join`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            let workspace = try await relay.found()
            let invite = [UInt8](repeating: 0xab, count: 32)
            let path = "/v1/w/\(workspace.hex)/joins"
            let posted = try await relay.post("\(path)/\(Hex.encode(invite))", [1, 2, 3])
            #expect(posted.status == 200)
            let list = try JoinList.decode(try await relay.get(path).body)
            #expect(list.items.map(\.invite) == [invite])
            #expect(list.items.map(\.request) == [[1, 2, 3]])
        }
    }

    @Test func `marks also what is refused before it sees the call`() async throws {
        try await RelayDoor.socket.open { relay in
            let many = (0...64).map { HTTPHeader("X-\($0)", "1") }
            let answer = try await relay.call(
                HTTPCall(method: "GET", url: "/v1/relay", headers: many, label: "x"))
            #expect(answer.status == 431)
            #expect(answer.header("skein-relay") == "1")
        }
    }

    /// Method, path with `W` for a workspace that is there, and what it is refused with.
    private static let refusals: [(String, String, Int, String)] = [
        ("GET", "/", 404, "unknown-route"), ("GET", "/v2/relay", 404, "unknown-route"),
        ("GET", "/v1", 404, "unknown-route"), ("GET", "/v1/relay/", 404, "unknown-route"),
        ("GET", "/v1/w/W/other", 404, "unknown-route"),
        ("GET", "/v1/w/W/entries/1", 404, "unknown-route"),
        ("POST", "/v1/relay", 405, "wrong-method"), ("PUT", "/v1/w/W/entries", 405, "wrong-method"),
        ("DELETE", "/v1/w/W/joins/W", 405, "wrong-method"),
        ("POST", "/v1/w/W/joins", 405, "wrong-method"),
        ("GET", "/v1/w/W/joins/W", 405, "wrong-method"),
        ("GET", "/v1/w/abc/entries", 400, "malformed"),
        ("GET", "/v1/w/W0/entries", 400, "malformed"),
        ("POST", "/v1/w/W/joins/xyz", 400, "malformed"),
        ("GET", "/v1/w/W/entries?from=-1", 400, "malformed"),
        ("GET", "/v1/w/W/entries?from=1&from=2", 400, "malformed"),
        ("GET", "/v1/w/W/entries?from=18446744073709551616", 400, "malformed"),
        ("GET", "/v1/w/W/entries?until=1", 400, "malformed"),
        ("GET", "/v1/w/W/entries?from", 400, "malformed"),
        ("GET", "/v1/relay?x=1", 400, "malformed"),
        ("POST", "/v1/w/W/entries?x=1", 400, "malformed"),
        ("POST", "/v1/w/W/entries", 400, "malformed"),
        ("POST", "/v1/w/W/joins/W", 400, "malformed"),
        ("GET", "/v1/w/N/entries", 404, "unknown-workspace"),
        ("GET", "/v1/w/N/joins", 404, "unknown-workspace"),
        ("GET", "/v1/w/N/entries?wait=1000", 404, "unknown-workspace"),
    ]

    @Test(arguments: RelayDoor.allCases)
    func `refuses what it does not know, in one form`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            let workspace = try await relay.found()
            let nobody = Hex.encode([UInt8](repeating: 0, count: 32))
            for (method, path, status, code) in Self.refusals {
                let url = path.replacingOccurrences(of: "W", with: workspace.hex)
                    .replacingOccurrences(of: "N", with: nobody)
                let answer = try await relay.call(
                    HTTPCall(method: method, url: url, body: [], label: url))
                #expect(answer.status == status, "\(method) \(path)")
                #expect(answer.header("skein-relay") == "1", "\(method) \(path)")
                #expect(try answer.field("error")?.asText == code, "\(method) \(path)")
                #expect((answer.header("allow") != nil) == (status == 405), "\(method) \(path)")
            }
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `refuses an append and a request that are too long`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            let workspace = try await relay.found()
            let long = [UInt8](repeating: 2, count: (320 << 10) + 1)
            let append = try await relay.append(long, to: workspace)
            #expect(append.status == 413)
            #expect(append.header("skein-relay") == "1")
            let path = "/v1/w/\(workspace.hex)/joins/\(workspace.hex)"
            #expect(try await relay.post(path, Array(long[..<4_097])).status == 413)
        }
    }

    @Test(arguments: RelayDoor.allCases)
    func `orders appends of two authors who write at once`(_ door: RelayDoor) async throws {
        try await door.open { relay in
            var workspace = try await relay.found()
            let other = TestWorkspace.device(9)
            try await relay.admit(try workspace.adding(other).append(), to: &workspace)
            let start = workspace
            try await withThrowingTaskGroup { group in
                for author in [start.founder, other] {
                    group.addTask {
                        // Each author knows its own chain only.
                        var own = start
                        for _ in 0..<15 {
                            let batch = try own.batch(by: author) {
                                $0.seenSize = start.state.size
                                $0.seenRoot = start.state.root
                            }
                            let answer = try await relay.append(batch.append(), to: own)
                            let time = try AppendAnswer.decode(answer.body).time
                            let item = LogPage.Item(entry: batch.entry(at: time), records: [])
                            let root = start.state.root
                            let isValid = own.follow(item, root: root, at: start.state.size)
                            #expect(isValid)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let page = try await relay.page(start, "from=2")
            #expect(page.items.count == 30)
            #expect(Set(page.items.map { $0.batch?.id }).count == 30)
            for item in page.items {
                let isValid = workspace.follow(
                    item, root: start.state.root, at: start.state.size)
                #expect(isValid)
            }
            let seen = try TestRelay.keys.verifier.verify(
                page.note, origin: "relay.test/w/\(start.hex)")
            #expect(seen.checkpoint.root == workspace.state.root)
        }
    }
}
