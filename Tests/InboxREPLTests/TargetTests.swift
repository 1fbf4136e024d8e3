import Inbox
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
            ("n", .refused, "0\n"), ("yy", .refused, "0\n"), (" Да ", .done, "4\n"),
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

    @Test func aReplyToAChatThatChangedSinceTheListIsNotSent() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list buyer:Рустам")
        try await bench.session.arrange { shop in
            try shop.buyer("Рустам", writes: "Уже не надо", chat: "c1", minutesAgo: 0)
        }
        #expect(await bench.run("reply %1 Высылаем").exit == .needsDecision)
        #expect(await bench.run("outbox --json").data == "[]\n")
        #expect(await bench.run("reply %1 Хорошо, отменяем").exit == .done, "repeated, it is meant")
    }

    @Test func whatAColleagueDidSinceTheListStopsTheCommandToo() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list buyer:Рустам")
        try await bench.session.arrange { shop in
            let chat = try shop.desk(shop.petr).list("buyer:Рустам").rows[0].entity
            _ = try shop.desk(shop.petr).take(chat)
            try shop.synchronise()
        }
        let stopped = await bench.run("take %1")
        #expect(stopped.exit == .needsDecision)
        #expect(stopped.messages.contains("work, @petr"), "\(stopped.messages)")
        #expect(await bench.run("peek %1 --json=assignee").data == "{\"assignee\":\"petr\"}\n")
    }

    @Test func whereNothingCouldBeDoneNothingIsSaidToBeDone() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list")
        let result = await bench.run("assign %1,2 @nobody")
        #expect(result.exit == .notFound)
        #expect(await bench.run("list -assignee:none --count").data == "0\n")
    }

    @Test func ownChangesAreNoSurprise() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list")
        for line in ["take %1", "reply %1 Привет", "tag %1 +x", "status %1 question", "close %1"] {
            #expect(await bench.run(line).exit == .done, "\(line)")
        }
    }

    /// A conversation whose chat's id begins with four letters, as a word could.
    private func wordlikeChat() throws -> (conversation: String, word: String) {
        let found = (0...).lazy.map { number -> (String, String) in
            let chat = ChatFact(market: .wildberries, account: "77", conversation: "w\(number)")
            return ("w\(number)", String(ShortID.text(of: chat.chat).prefix(4)))
        }.first { $0.1.allSatisfy(\.isLetter) }
        return try #require(found)
    }

    @Test func aTextThatLooksLikeAnotherChatIsNotSentAnywhere() async throws {
        let (conversation, word) = try wordlikeChat()
        let bench = try await Bench().withChats()
        try await bench.session.arrange { shop in
            try shop.buyer("Вика", writes: "Линяет", chat: conversation)
        }
        await bench.run("list buyer:Алёна")
        await bench.run("show %1")
        let result = await bench.run("reply \(word) soon")
        #expect(result.exit == .usage)
        #expect(result.messages.contains("reply -- \(word)"))
        #expect(await bench.run("outbox --json").data == "[]\n")
        #expect(await bench.run("reply -- \(word) soon").exit == .done)
        #expect(await bench.run("reply that is all").exit == .done)
        let rows = try await bench.json("outbox --json")
        #expect(Set(rows.map { $0["text"] as? String }) == ["\(word) soon", "that is all"])
        #expect(Set(rows.map { $0["chat"] as? String }).count == 1, "both to the chat at hand")
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
