import InboxREPL
import Testing

/// For operators who listen.
struct ScreenReaderTests {
    @Test func `rows are lines of a label and a value`() async throws {
        let bench = try await Bench(isTerminal: true, width: 40) { $0.speaks = true }.withChats()
        let lines = await bench.run("list sort:waiting").data
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "%: 1")
        #expect(lines.contains("buyer: Рустам") && lines.contains("message: • Крышка разбилась"))
        #expect(!lines.contains { $0.hasPrefix("tags") }, "nothing is said of what is not there")
        #expect(await bench.run("stats").data.contains("chats: 3\n"))
    }

    @Test(arguments: [
        ([:], false), (["SKEIN_SCREEN_READER": "1"], true), (["SKEIN_SCREEN_READER": "0"], false),
    ])
    func `it is asked for by the environment`(environment: [String: String], expected: Bool) {
        #expect(Terminal.speaks(environment) == expected)
    }

    @Test func `a chat that somebody has is taken only on purpose`() async throws {
        let bench = try await Bench().withChats()
        try await bench.session.arrange { shop in
            let chat = try shop.desk(shop.petr).list("buyer:Игорь").rows[0].entity
            _ = try shop.desk(shop.petr).take(chat)
            try shop.synchronise()
        }
        await bench.run("list buyer:Игорь")
        let refused = await bench.run("take %1")
        #expect(refused.exit == .refused && refused.messages.contains("@petr has"), "\(refused)")
        #expect(await bench.run("take %1 --yes").exit == .done)
        #expect(await bench.run("list assignee:me --count").data == "1\n")
    }
}
