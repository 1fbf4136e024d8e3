import Foundation
import InboxREPL
import Testing

struct ListTests {
    @Test func aTableForPeopleNumbersItsRows() async throws {
        let bench = try await Bench(.ru, isTerminal: true, width: 80).withChats()
        let result = await bench.run("list sort:waiting")
        #expect(result.exit == .done)
        let lines = result.data.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0].contains("покупатель") && lines[0].contains("статус"))
        #expect(lines[1].hasPrefix("1  ") && lines[1].contains("Рустам"))
        #expect(lines[1].contains("новый") && lines[1].contains("3 ч"))
        for line in lines { #expect(DisplayWidth.of(String(line)) <= 80) }
    }

    @Test func programsGetTabsAndNoHeading() async throws {
        let bench = try await Bench(.ru).withChats()
        let result = await bench.run("список buyer:Алёна")
        let fields = result.data.dropLast().split(
            separator: "\t", omittingEmptySubsequences: false)
        #expect(fields.count == 8)
        #expect(fields[6] == "Алёна" && fields[7] == "• Где заказ?")
    }

    @Test func jsonHasStableEnglishKeysInEitherLanguage() async throws {
        let rows = try await Bench(.ru).withChats().json("list buyer:Алёна --json")
        let row = try #require(rows.first)
        #expect(row["status"] as? String == "new")
        #expect(row["waiting"] as? Int == 90 * 60)
        #expect(row["waiting_since"] as? String == "2026-03-04T10:30:00.000+03:00")
        #expect(row["assignee"] is NSNull && row["order"] is NSNull)
        #expect((row["id"] as? String)?.count == 26)
    }

    @Test func jsonFieldsAreChosenAndListed() async throws {
        let bench = try await Bench().withChats()
        let result = await bench.run("list buyer:Алёна --json=buyer,status")
        #expect(result.data == "[{\"buyer\":\"Алёна\",\"status\":\"new\"}]\n")
        let fields = await bench.run("list --json=?")
        #expect(fields.data.hasPrefix("id\nwaiting\nstatus\n"))
        let wrong = await bench.run("list --json=byuer")
        #expect(wrong.exit == .usage && wrong.messages.contains("did you mean buyer?"))
    }

    @Test func countAndIDsServeLoops() async throws {
        let bench = try await Bench().withChats()
        #expect(await bench.run("list status:new --count").data == "3\n")
        let ids = await bench.run("list --ids").data.split(separator: "\n")
        #expect(ids.count == 3 && ids.allSatisfy { $0.count == 26 })
        #expect(await bench.run("list -N 1 --jsonl").data.split(separator: "\n").count == 1)
    }

    @Test func aCountLeavesTheRowsOfTheListBeforeIt() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list buyer:Игорь")
        await bench.run("list buyer:Алёна --count")
        #expect(await bench.run("peek %1 --json=buyer").data == "{\"buyer\":\"Игорь\"}\n")
        #expect(await bench.run("peek %2").exit == .notFound)
    }

    @Test func loopsGetAllIDsAndPeopleFiftyRows() async throws {
        let bench = try await Bench().withChats()
        try await bench.session.arrange { shop in
            for number in 4...52 { try shop.buyer("Вика", writes: "Линяет", chat: "c\(number)") }
        }
        #expect(await bench.run("list --ids").data.split(separator: "\n").count == 52)
        #expect(await bench.run("list --count").data == "52\n")
        #expect(await bench.run("list --jsonl").data.split(separator: "\n").count == 50)
    }

    @Test func nothingFoundIsNoFailureUnlessAsked() async throws {
        let bench = try await Bench().withChats()
        #expect(await bench.run("list status:closed").exit == .done)
        #expect(await bench.run("list status:closed --exit-status").exit == .notFound)
    }

    @Test func aMistakeInAQueryIsShownUnderItsPlace() async throws {
        let result = try await Bench().withChats().run("list status:new  bayer:Анна")
        #expect(result.exit == .usage)
        #expect(result.messages.contains("  status:new bayer:Анна\n             ^"))
        #expect(result.messages.contains("there is no query field \"bayer\""))
        #expect(result.messages.contains("did you mean buyer?"))
        #expect(result.data == "")
    }

    @Test func hostileTextIsHarmlessInEveryForm() async throws {
        let bench = try Bench(isTerminal: true)
        try await bench.session.arrange { shop in
            try shop.buyer(
                "\u{1B}]0;x\u{07}\u{202E}Злой", writes: "a\u{1B}[2J\u{9B}31m\nb", chat: "c9")
        }
        for line in ["list", "list --json", "show %1", "log %1", "list --jsonl", "peek %1 --json"] {
            let text = await bench.run(line).data
            #expect(!text.isEmpty)
            let found = text.unicodeScalars.first {
                $0.value != 0x0A && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value))
                    || $0.value == 0x202E
            }
            #expect(found == nil, "\(line)")
        }
    }

    @Test func aBuyersFurtherLinesAreIndented() async throws {
        let bench = try Bench(isTerminal: true)
        try await bench.session.arrange { shop in
            try shop.buyer("Злой", writes: "a\n✓ всё хорошо\r\n! b", chat: "c9")
        }
        await bench.run("list")
        let lines = await bench.run("show %1").data.split(separator: "\n")
        #expect(lines.suffix(2) == ["    ✓ всё хорошо", "    ! b"])
    }

    @Test func whatGoesWrongIsHarmlessToo() async throws {
        let bad = "\u{1B}]0;x\u{07}\u{202E}\u{9B}31m"
        let bench = try await Bench().withChats()
        await bench.session.set(
            report: SyncReport(
                relay: .unreachable(detail: bad),
                sources: [SourceReport(name: bad, problem: SourceTrouble(code: bad, detail: bad))]))
        var said = await bench.run("sync").data
        said += await bench.run("чушь\(bad)").messages
        said += await bench.run("list buyer:\(bad) --sort \(bad)").messages
        await bench.session.fail(with: .relayUnreachable(detail: bad))
        said += await bench.run("list").messages
        for line in said.split(separator: "\n") {
            #expect(Printable.neutralise(String(line)) == line)
        }
        #expect(said.contains("␛"))
    }

    @Test func nextOpensWhoWaitedLongestAndSaysWhenNobodyWaits() async throws {
        let bench = try await Bench().withChats()
        let result = await bench.run("next")
        #expect(result.data.contains("Рустам") && result.data.contains("Крышка разбилась"))
        #expect(
            await bench.run("list buyer:Рустам --json=status").data == "[{\"status\":\"work\"}]\n")
        #expect(await bench.run("дальше --take").data.contains("Алёна"))
        #expect(
            await bench.run("list buyer:Алёна --json=assignee").data
                == "[{\"assignee\":\"anna\"}]\n")
        let empty = try Bench()
        let nothing = await empty.run("next")
        #expect(nothing.exit == .done && nothing.messages == "nobody waits for an answer\n")
        #expect(await empty.run("next --exit-status").exit == .notFound)
    }

    @Test func peekLeavesTheStatusAndShowOpens() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        await bench.run("peek %1")
        #expect(await bench.run("list status:new --count").data == "3\n")
        await bench.run("show %1")
        #expect(await bench.run("list status:new --count").data == "2\n")
        #expect(
            await bench.run("show . --json=status,buyer").data
                == "{\"status\":\"work\",\"buyer\":\"Рустам\"}\n")
    }
}
