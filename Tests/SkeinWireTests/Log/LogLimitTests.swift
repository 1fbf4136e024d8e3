import SkeinCRDT
import SkeinWire
import Testing

/// What foreign bytes may bring at most, before anything of them is judged.
struct LogLimitTests {
    private let joiner = TestWorkspace.device(2)

    private func invite(relayURL: String = "https://r", relayKey: String = "r+0+A") -> Invite {
        Invite(
            workspace: WorkspaceID([UInt8](repeating: 3, count: 32)), relayURL: relayURL,
            relayKey: relayKey, secret: [UInt8](repeating: 5, count: 32), role: .sender,
            expires: WallTime(milliseconds: 1_750_000_000_000))
    }

    @Test func `a page is at most 4 MiB`() throws {
        // One record count over the rest: an unknown entry may be as long as it likes.
        func page(_ length: Int) -> [UInt8] {
            let body = LogEntry.Body.unknown(kind: 9, [UInt8](repeating: 0, count: length))
            let item = LogPage.Item(entry: LogEntry(time: 1, body: body), records: [])
            return LogPage(note: [], items: [item]).encoded()
        }
        let frame = page(0).count
        let largest = page(LogPage.bytesMax - frame)
        #expect(largest.count == 4 << 20)
        #expect(throws: Never.self) { try LogPage.decode(largest) }
        let larger = page(LogPage.bytesMax - frame + 1)
        #expect(
            throws: WireError.tooLong(length: UInt64(larger.count), max: UInt64(LogPage.bytesMax))
        ) { try LogPage.decode(larger) }
    }

    @Test func `texts of a join request have at most 256 bytes`() throws {
        func request(_ login: String, _ name: String) -> [UInt8] {
            JoinRequest(keys: joiner, login: login, name: name, invite: invite()).encoded()
        }
        let longest = String(repeating: "я", count: 128)
        #expect(try JoinRequest.decode(request(longest, longest)).login == longest)
        #expect(throws: FormatError.wrong("login")) {
            try JoinRequest.decode(request(longest + "a", "a"))
        }
        #expect(throws: FormatError.wrong("name")) {
            try JoinRequest.decode(request("a", longest + "a"))
        }
    }

    @Test func `texts of an invite have at most 512 bytes`() throws {
        let longest = String(repeating: "r", count: 512)
        let whole = invite(relayURL: longest, relayKey: longest)
        #expect(try Invite.parse(whole.encoded()) == whole)
        #expect(throws: FormatError.wrong("relay")) {
            try Invite.parse(invite(relayURL: longest + "r").encoded())
        }
        #expect(throws: FormatError.wrong("key")) {
            try Invite.parse(invite(relayKey: longest + "r").encoded())
        }
    }

    @Test func `a request in the relay's list has at most 4 KiB`() throws {
        func list(_ length: Int) -> [UInt8] {
            let request = [UInt8](repeating: 0, count: length)
            return JoinList(items: [JoinList.Item(invite: invite().id, request: request)])
                .encoded()
        }
        #expect(try JoinList.decode(list(4_096)).items[0].request.count == 4_096)
        #expect(throws: WireError.tooLong(length: 4_129, max: 4_128)) {
            try JoinList.decode(list(4_097))
        }
    }
}
