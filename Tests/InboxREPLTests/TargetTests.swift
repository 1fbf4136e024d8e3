import InboxREPL
import Testing

struct TargetTests {
    @Test func withoutAChatAtHandTheCommandSaysHowToChooseOne() async throws {
        let result = try await Bench().withChats().run("close")
        #expect(result.exit == .notFound)
        #expect(
            result.messages == "no chat is chosen\nchoose one: list, then show %1, or a chat's id\n"
        )
    }

    @Test func rowsNeedAListAndMayNotExceedIt() async throws {
        let bench = try await Bench().withChats()
        #expect(await bench.run("show %1").exit == .notFound)
        await bench.run("list")
        let result = await bench.run("close %4")
        #expect(result.exit == .notFound)
        #expect(result.messages.contains("there is no row 4, the list has 3 rows"))
        #expect(result.messages.contains("  close %4\n        ^^"))
        #expect(await bench.run("show %a").exit == .usage)
    }

    @Test func aPrefixNamesAChatOrIsRefused() async throws {
        let bench = try await Bench().withChats()
        let id = await bench.run("list buyer:Игорь --ids").data.dropLast()
        #expect(await bench.run("take \(id.prefix(8))").exit == .done)
        let wrong = await bench.run("take zzzzzzzz")
        #expect(wrong.exit == .notFound && wrong.messages.contains("no chat's id begins with"))
    }

    @Test func severalTargetsAreChangedTogether() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list")
        #expect(await bench.run("status %1,3 вопрос").exit == .done)
        #expect(await bench.run("list status:question --count").data == "2\n")
        #expect(await bench.run("close where status:question").exit == .done)
        #expect(await bench.run("list status:closed --count").data == "2\n")
    }

    @Test func manyTargetsAskFirst() async throws {
        let bench = try await Bench().withChats()
        try await bench.session.arrange { try $0.buyer("Вика", writes: "Линяет", chat: "c4") }
        await bench.run("list")
        let refused = await bench.run("close %*")
        #expect(refused.exit == .refused && refused.messages.contains("--yes"))
        #expect(await bench.run("list status:closed --count").data == "0\n")
        await bench.run("list")
        #expect(await bench.run("close %* --yes").exit == .done)
        #expect(await bench.run("list status:closed --count").data == "4\n")
    }

    @Test(
        arguments: [
            ("y", .done, "4\n"), ("д", .done, "4\n"), ("", .refused, "0\n"),
        ] as [(String, ExitCode, String)])
    func theAnswerDecides(answer: String, exit: ExitCode, closed: String) async throws {
        let bench = try await Bench { settings in settings.ask = { _ in answer } }.withChats()
        try await bench.session.arrange { try $0.buyer("Вика", writes: "Линяет", chat: "c4") }
        await bench.run("list")
        #expect(await bench.run("close %*").exit == exit)
        #expect(await bench.run("list status:closed --count").data == closed)
    }

    @Test func aChatThatChangedSinceTheListStopsTheCommand() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list buyer:Рустам")
        try await bench.session.arrange { shop in
            try shop.buyer("Рустам", writes: "Уже не надо", chat: "c1", minutesAgo: 0)
        }
        let stopped = await bench.run("close %1")
        #expect(stopped.exit == .needsDecision)
        #expect(stopped.messages.contains("has changed since the list: 1 new message"))
        #expect(await bench.run("list status:closed --count").data == "0\n")
        #expect(await bench.run("close %1").exit == .done, "repeated, it is meant")
    }

    @Test func ownChangesAreNoSurprise() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list")
        for line in ["take %1", "reply %1 Привет", "tag %1 +x", "status %1 question", "close %1"] {
            #expect(await bench.run(line).exit == .done, "\(line)")
        }
    }

    @Test func aTextThatLooksLikeAnotherChatIsNotSentAnywhere() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list buyer:Алёна")
        await bench.run("show %1")
        let ids = await bench.run("list -buyer:Алёна --ids").data.split(separator: "\n")
        // A prefix of another chat that has no digit could as well be a word.
        let letters = ids.compactMap { id -> Substring? in
            let prefix = id.prefix { $0.isLetter }
            return prefix.count >= 4 ? prefix : nil
        }
        for word in letters {
            let result = await bench.run("reply \(word) soon")
            #expect(result.exit == .usage)
            #expect(result.messages.contains("reply -- \(word)"))
        }
        #expect(await bench.run("reply that is all").exit == .done)
        #expect(await bench.run("outbox --json=text").data == "[{\"text\":\"that is all\"}]\n")
    }

    @Test func targetsComeFromStandardInput() async throws {
        let bench = try await Bench { settings in
            settings.readInput = { [] }
        }.withChats()
        #expect(await bench.run("close -").exit == .done)
        let closed = try await Bench().withChats()
        #expect(await closed.run("close -").exit == .usage, "where input holds commands")
    }
}
