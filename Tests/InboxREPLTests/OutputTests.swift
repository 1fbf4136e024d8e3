import Foundation
import InboxREPL
import Testing

/// The forms of output that programs read, and the pager.
struct OutputTests {
    @Test func `a table with commas has a line of keys and quotes where they are needed`()
        async throws
    {
        let bench = try await Bench(.ru).withChats()
        try await bench.session.arrange { shop in
            try shop.buyer("О, \"Генри\"", writes: "=1+1", chat: "c4", minutesAgo: 1)
        }
        let result = await bench.run("list sort:-waiting --csv=buyer,last,messages,tags")
        let lines = result.data.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "buyer,last,messages,tags")
        #expect(lines[1] == "\"О, \"\"Генри\"\"\",'=1+1,1,")
        #expect(lines[2] == "Игорь,Подходит для индукции?,1,")
        #expect(lines.count == 6)
    }

    @Test func `a table with tabs has one line a row whatever stands in a text`() async throws {
        let bench = try Bench()
        try await bench.session.arrange { shop in
            try shop.buyer("a\tb", writes: "c\nd", chat: "c1")
        }
        #expect(await bench.run("list --tsv=buyer,last").data == "buyer\tlast\na⇥b\tc⏎d\n")
    }

    @Test func `the whole table is not cut`() async throws {
        let bench = try Bench(isTerminal: true, width: 40)
        let long = String(repeating: "длинно ", count: 30)
        try await bench.session.arrange { try $0.buyer("Рустам", writes: long, chat: "c1") }
        #expect(await bench.run("list").data.contains("…"))
        let plain = await bench.run("list --plain").data
        #expect(plain.contains(long.dropLast()) && plain.hasPrefix("id  "))
    }

    @Test func `a template is a line a row, and its fields are known before anything is printed`()
        async throws
    {
        let bench = try await Bench().withChats()
        let result = await bench.run("list sort:waiting --template '{buyer}\\t{status}!'")
        #expect(result.data == "Рустам\tnew!\nАлёна\tnew!\nИгорь\tnew!\n")
        let wrong = await bench.run("list --template '{byuer}'")
        #expect(wrong.exit == .usage && wrong.data == "")
        #expect(wrong.messages.contains("did you mean buyer?"))
    }

    @Test(arguments: ["--json", "--jsonl", "--csv", "--tsv", "--plain", "--template '{id}'"])
    func `every listing command takes every form`(form: String) async throws {
        let bench = try await Bench().withChats()
        await bench.run("list buyer:Рустам")
        await bench.run("reply %1 Здравствуйте")
        for line in ["list", "show %1", "peek %1", "next", "outbox"] {
            let result = await bench.run("\(line) \(form)")
            #expect(result.exit == .done && !result.data.isEmpty, "\(line) \(form): \(result)")
        }
    }

    @Test func `only what is longer than the screen is paged`() async throws {
        let paged = Bench.Output()
        let bench = try await Bench(isTerminal: true) { settings in
            settings.height = { 5 }
            settings.page = { text, atEnd in paged.add(atEnd ? "end:\(text)" : text) }
        }.withChats()
        #expect(await bench.run("list").data.contains("Рустам"))
        #expect(paged.take() == "")
        #expect(await bench.run("help").data == "")
        #expect(paged.take().contains("list"))
        #expect(await bench.run("help --no-pager").data.contains("list"))
        for number in 1...9 {
            await bench.run("list buyer:Рустам")
            await bench.run("note %1 заметка \(number)")
        }
        #expect(await bench.run("peek %1").data == "")
        #expect(paged.take().hasPrefix("end:"))
    }

    @Test(
        arguments: [
            ([:], "less -FRX"), (["LESS": "R"], "less"), (["PAGER": "more"], "more"),
            (["PAGER": "more", "SKEIN_PAGER": "most -w"], "most -w"), (["PAGER": "cat"], nil),
            (["SKEIN_PAGER": ""], nil),
        ] as [([String: String], String?)])
    func `the pager is the operator's own`(environment: [String: String], expected: String?) {
        #expect(Terminal.pager(environment, startsAtEnd: false) == expected)
    }
}
