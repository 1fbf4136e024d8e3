import Foundation
import InboxREPL
import SkeinTesting
import Testing

struct WorkTests {
    private func opened(_ language: Language = .en) async throws -> Bench {
        let bench = try await Bench(language).withChats()
        await bench.run("list sort:waiting")
        await bench.run("take %1")
        return bench
    }

    @Test func takeIsMineAndInWorkAndAtHand() async throws {
        let bench = try await Bench(.ru).withChats()
        await bench.run("list sort:waiting")
        let result = await bench.run("взять %1")
        #expect(result.data == "" && result.messages.contains("в работе · @anna"))
        #expect(await bench.shell.prompt().chat?.count ?? 0 >= 4)
    }

    @Test func sayingTheSameAgainIsDoneAlready() async throws {
        let bench = try await opened()
        let result = await bench.run("take")
        #expect(result.exit == .done && result.messages.contains("is so already"))
        #expect(try await bench.json("take --json").first?["operations"] as? [String] == [])
    }

    @Test(arguments: [
        ("assign @petr", "petr"), ("assign petr", "petr"), ("назначить me", "anna"),
        ("assign я", "anna"),
    ])
    func peopleHaveManyNames(line: String, login: String) async throws {
        let bench = try await opened()
        #expect(await bench.run("assign none").exit == .done)
        #expect(await bench.run(line).exit == .done)
        #expect(await bench.run("show . --json=assignee").data == "{\"assignee\":\"\(login)\"}\n")
    }

    @Test func nobodyAndStrangersAreToldApart() async throws {
        let bench = try await opened()
        #expect(await bench.run("assign никто").exit == .done)
        #expect(await bench.run("show . --json=assignee").data == "{\"assignee\":null}\n")
        let stranger = await bench.run("assign @pter")
        #expect(stranger.exit == .notFound && stranger.messages.contains("did you mean @petr?"))
        #expect(await bench.run("assign").exit == .usage)
    }

    @Test(arguments: [
        ("status question", "question"), ("статус возврат", "question"), ("q?", "question"),
        ("вопрос", "question"), ("close", "closed"), ("c", "closed"), ("статус закрыт", "closed"),
        ("status новый", "new"), ("reopen", "work"),
    ])
    func statusesHaveWordsInBothLanguages(line: String, status: String) async throws {
        let bench = try await opened()
        #expect(await bench.run(line).exit == .done)
        #expect(await bench.run("peek . --json=status").data == "{\"status\":\"\(status)\"}\n")
    }

    @Test func anUnknownStatusNamesTheKnownOnes() async throws {
        let bench = try await opened()
        let result = await bench.run("status done")
        #expect(result.exit == .usage)
        #expect(result.messages.contains("new|новый, work|работа"))
        #expect(result.messages.contains("  status done\n         ^^^^"))
    }

    @Test func tagsAreAddedAndRemoved() async throws {
        let bench = try await opened()
        #expect(await bench.run("tag +VIP +брак").exit == .done)
        #expect(await bench.run("тег . -VIP +срочно").exit == .done)
        #expect(
            await bench.run("peek . --json=tags").data == "{\"tags\":[\"брак\",\"срочно\"]}\n")
        #expect(await bench.run("tag").exit == .usage)
        #expect(await bench.run("tag VIP").exit == .usage)
        #expect(await bench.run("tag +a VIP").exit == .usage)
    }

    @Test func aReplyGoesOutAsItWasTyped() async throws {
        let bench = try await opened()
        let result = await bench.run(#"reply Да; "конечно" # 1 --close"#)
        #expect(result.exit == .done && result.data == "")
        #expect(result.messages.contains("waits 10 s") && result.messages.contains("17/1000"))
        let rows = try await bench.json("outbox --json")
        #expect(rows.first?["text"] as? String == #"Да; "конечно" # 1"#)
        #expect(rows.first?["state"] as? String == "held")
        #expect(await bench.run("peek . --json=status").data == "{\"status\":\"closed\"}\n")
    }

    @Test func aReplyMayComeFromAFile() async throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "answer.txt")
        try Data("Первая строка\nвторая\n".utf8).write(to: file)
        let bench = try await opened()
        #expect(await bench.run("reply . -F \(file.path)").exit == .done)
        #expect(
            try await bench.json("outbox --json").first?["text"] as? String
                == "Первая строка\nвторая")
        #expect(await bench.run("reply . -F \(file.path) текст").exit == .usage)
        #expect(await bench.run("reply . -F \(folder.path)/none").exit == .notFound)
        try Data([0xFF, 0xFE]).write(to: file)
        #expect(await bench.run("reply . -F \(file.path)").exit == .failed)
        try Data(repeating: 0x61, count: 1 << 20 + 1).write(to: file)
        let large = await bench.run("reply . -F \(file.path)")
        #expect(large.exit == .failed, "no text is that long")
    }

    @Test func aReplyWithoutTextOrTooLongIsRefused() async throws {
        let bench = try await opened()
        #expect(await bench.run("reply").exit == .usage)
        #expect(await bench.run("reply .").exit == .usage)
        let long = await bench.run("reply . " + String(repeating: "я", count: 1001))
        #expect(long.exit == .refused && long.messages.contains("1001 of 1000"))
        #expect(await bench.run("outbox --json").data == "[]\n")
    }

    @Test func aNoteStaysInside() async throws {
        let bench = try await opened()
        #expect(await bench.run("note @petr посмотри; это важно # да").exit == .done)
        let chat = await bench.run("show .").data
        #expect(chat.contains("note @anna: @petr посмотри; это важно # да"))
        #expect(await bench.run("outbox --json").data == "[]\n")
    }

    @Test func undoTakesBackTheLastCommand() async throws {
        let bench = try await opened()
        await bench.run("tag +спам")
        let result = await bench.run("отмена")
        #expect(result.exit == .done && result.messages.contains("withdrawn: tag"))
        #expect(await bench.run("peek . --json=tags").data == "{\"tags\":[]}\n")
        await bench.run("reply . Ошибка")
        #expect(try await bench.json("undo --json").first?["command"] as? String == "reply")
        #expect(await bench.run("outbox --json").data == "[]\n")
    }

    @Test func withNothingToUndoItSaysSo() async throws {
        let result = try await Bench(.ru).run("undo")
        #expect(result.exit == .refused && result.messages == "отменять нечего\n")
    }

    @Test func theHistoryNamesWhoDidWhat() async throws {
        let bench = try await opened()
        await bench.run("tag +VIP")
        let rows = try await bench.json("log --json")
        #expect(
            rows.contains { $0["action"] as? String == "tag" && $0["value"] as? String == "VIP" })
        #expect(
            rows.contains { $0["action"] as? String == "assignee" && $0["unsent"] as? Bool == true }
        )
        let text = await bench.run("log").data
        #expect(text.contains("anna\ttag\tVIP ⇡"))
    }

    @Test func whatWasChangedApartIsShownAndSettled() async throws {
        let bench = try await opened(.ru)
        try await bench.session.arrange { shop in
            try shop.synchronise()
            let chat = try shop.desk(shop.anna).list("buyer:Рустам").rows[0].entity
            _ = try shop.desk(shop.petr).setStatus(chat, .closed)
            _ = try shop.desk(shop.anna).setStatus(chat, .question)
            try shop.synchronise()
        }
        let rows = try await bench.json("conflicts --json")
        #expect(rows.first?["field"] as? String == "status")
        #expect(rows.first?["rule"] as? String == "attention")
        let text = await bench.run("конфликты").data
        #expect(text.contains("›вопрос @anna") && text.contains("закрыт @petr"))
        #expect(await bench.run("show .").data.contains("! порознь изменено: статус"))
        #expect(await bench.run("закрыть").exit == .done)
        #expect(await bench.run("conflicts").messages == "конфликтов нет\n")
    }

    @Test func theOutboxHoldsSendsAndCancels() async throws {
        let bench = try await opened()
        await bench.run("reply . Один")
        let id = try #require(try await bench.json("outbox --json").first?["id"] as? String)
        let prefix = id.prefix(8)
        #expect(await bench.run("outbox hold \(prefix)").exit == .done)
        #expect(await bench.run("outbox show \(prefix)").data.contains("Один"))
        #expect(await bench.run("исходящие отпустить \(prefix)").exit == .done)
        let decide = await bench.run("outbox decide \(prefix) sent")
        #expect(decide.exit == .refused && decide.messages.contains("nothing to decide"))
        #expect(await bench.run("outbox decide \(prefix)").exit == .usage)
        #expect(await bench.run("outbox cancel \(prefix)").exit == .done)
        #expect(await bench.run("outbox").messages == "every reply is delivered\n")
        #expect(await bench.run("outbox show zzzzzzzz").exit == .notFound)
        #expect(await bench.run("outbox holt \(prefix)").messages.contains("did you mean hold?"))
    }
}
