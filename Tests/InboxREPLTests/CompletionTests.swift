import Inbox
import InboxREPL
import Testing

struct CompletionTests {
    private func words(_ bench: Bench, _ line: String) async -> [String] {
        await bench.shell.complete(line, cursor: line.count).candidates.map(\.text)
    }

    @Test(arguments: [
        ("li", ["list", "link"]), ("спи", ["список"]), ("дшы", ["list"]), ("cgb", ["список"]),
        ("LIS", ["list"]), ("list --so", ["--sort"]), ("list --sort=wai", ["--sort=waiting"]),
        ("list --sort wai", ["waiting"]), ("list stat", ["status:"]),
        ("список стат", ["статус:"]), ("list -stat", ["-status:"]),
        ("list (status:clo", ["(status:closed"]), ("list status:new,wo", ["status:new,work"]),
        ("list status:нов", ["status:новый"]), ("status wor", ["work"]),
        ("close where status:que", ["status:question"]), ("list ; clos", ["close"]),
        ("outbox dec", ["decide"]), ("исходящие реш", ["решить"]),
        ("help exi", ["exit", "exit-codes"]),
        ("workspace invite --role obs", ["observer"]), ("reply . --clo", ["--close"]),
    ])
    func `words of the language are completed in both languages`(
        line: String, expected: [String]
    ) async throws {
        #expect(await words(try Bench(), line) == expected)
    }

    @Test func `a chat is offered by its id with its buyer and last words`() async throws {
        let bench = try await Bench().withChats()
        let found = await bench.shell.complete("show ", cursor: 5).candidates
        let first = try #require(found.first)
        #expect(first.text.count == 4)
        #expect(first.description == "Рустам: Крышка разбилась")
        #expect(await words(bench, "show \(first.text.prefix(2))") == [first.text])
        await bench.run("list")
        #expect(await words(bench, "take %") == ["%1", "%2", "%3"])
    }

    @Test(arguments: [
        ("assign @an", ["@anna"]), ("assign @фт", ["@anna"]), ("assign @ан", ["@anna"]),
        ("назначить @пёт", ["@petr"]), ("list assignee:@p", ["assignee:@petr"]),
        ("list source:wb-", ["source:wb-main"]), ("note . спроси @pe", ["@petr"]),
        ("list tag:пов", ["tag:повтор"]), ("list tag:gjd", ["tag:повтор"]),
        ("list tag:вип", ["tag:VIP"]), ("tag +", ["+повтор", "+VIP"]), ("tag -", ["-повтор"]),
        ("list tag:\"с пр", ["tag:\"с пробелом\""]), ("source test wb", ["wb-main"]),
    ])
    func `people, tags and sources are found by sound and by keys too`(
        line: String, expected: [String]
    ) async throws {
        let bench = try await Bench().withChats()
        await bench.run("list")
        if line.contains("с пр") { await bench.run("tag %1 \"+с пробелом\"") }
        await bench.run("tag %1-2 +повтор")
        await bench.run("tag %2 +VIP")
        await bench.run("show %1")
        #expect(await words(bench, line) == expected)
    }

    @Test func `letters from the inside count only where nothing begins so`() async throws {
        let bench = try Bench()
        #expect(await words(bench, "sou") == ["source"])
        #expect(await words(bench, "ource") == ["source"])
        #expect(await words(bench, "cnflts") == ["conflicts"])
        #expect(await words(bench, "xyzzy").isEmpty)
    }

    @Test func `what a buyer wrote is harmless in a menu`() async throws {
        let bench = try Bench()
        try await bench.session.arrange { shop in
            try shop.buyer("\u{1B}]0;x\u{07}", writes: "a\u{202E}b\u{9B}2J", chat: "c1")
        }
        let found = await bench.shell.complete("show ", cursor: 5).candidates
        for candidate in found {
            #expect(Printable.neutralise(candidate.description) == candidate.description)
        }
        #expect(found.first?.description.contains("␛]0;x␇") == true)
    }

    @Test func `the completions of other shells ask the same engine`() async throws {
        let bench = try await Bench().withChats()
        #expect(await bench.run("complete 'list status:clo'").data == "status:closed\t\n")
        #expect(await bench.run("help").data.contains("complete") == false)
    }

    @Test func `a line in the wrong layout is asked about and run`() async throws {
        let bench = try await Bench { settings in
            settings.ask = { question in
                #expect(question == "\"list status:new --count\"? [Y/n] ")
                return ""
            }
        }.withChats()
        #expect(await bench.run("дшые ыефегыЖтуц --сщгте").data == "3\n")
        let meant = try await Bench { $0.ask = { _ in "" } }.withChats()
        #expect(await meant.run("дшые --сщгте").data == "3\n")
        #expect(await meant.run("дшые -N 1 --ids").data.count == 27)
        #expect(await meant.run("cgbcjr --count").data == "3\n")
        let refused = try await Bench { $0.ask = { _ in "n" } }.withChats()
        let result = await refused.run("дшые --сщгте")
        #expect(result.exit == .usage && result.messages.contains("did you mean list?"))
        let script = try await Bench().withChats()
        #expect(await script.run("дшые").messages.contains("did you mean list?"))
    }
}
