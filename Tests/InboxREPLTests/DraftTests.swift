import Foundation
import Inbox
import InboxREPL
import SkeinCRDT
import Synchronization
import Testing

/// Texts for buyers that have been begun.
struct DraftTests {
    /// Types these lines when a text is composed; each is also told letter by letter.
    private func typist(_ inputs: [LineInput])
        -> @Sendable (
            String, @escaping @Sendable (String) -> Void
        ) async -> LineInput
    {
        let rest = Mutex(inputs)
        return { _, changed in
            guard let input = rest.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else {
                return .end
            }
            if case .line(let line) = input {
                for length in 0...line.count { changed(String(line.prefix(length))) }
            }
            return input
        }
    }

    @Test func `a text is composed on several lines up to a full stop`() async throws {
        let compose = typist([.line("Здравствуйте!"), .line("Уже едет."), .line(".")])
        let bench = try await Bench { $0.compose = compose }.withChats()
        await bench.run("list sort:waiting")
        let result = await bench.run("reply %1")
        #expect(result.exit == .done, "\(result)")
        #expect(result.messages.contains("wb-main") && result.messages.contains("Крышка разбилась"))
        #expect(
            await bench.run("outbox --json=text").data
                == "[{\"text\":\"Здравствуйте!\\nУже едет.\"}]\n")
        #expect(await bench.run("draft %1 --json").data == "[]\n")
    }

    @Test func `what is left with Ctrl-C is a draft that everybody has`() async throws {
        let compose = typist([.line("Начало"), .interrupted])
        let bench = try await Bench { $0.compose = compose }.withChats()
        await bench.run("list sort:waiting")
        let left = await bench.run("reply %1")
        #expect(left.exit == .interrupted && left.messages.contains("the draft is kept"), "\(left)")
        #expect(await bench.run("list has:draft --json=buyer").data == "[{\"buyer\":\"Рустам\"}]\n")
        try await bench.session.arrange { shop in
            try shop.synchronise()
            let chat = try shop.desk(shop.petr).list("has:draft").rows[0].entity
            let drafts = try shop.desk(shop.petr).drafts(chat)
            #expect(drafts.map(\.text) == ["Начало"] && drafts.map(\.author.login) == ["anna"])
            try shop.desk(shop.petr).saveDraft(chat, "Моё начало")
            try shop.synchronise()
        }
        #expect(
            await bench.run("draft %1 --json=author,text").data
                == "[{\"author\":\"anna\",\"text\":\"Начало\"},{\"author\":\"petr\",\"text\":\"Моё начало\"}]\n"
        )
        #expect(await bench.run("peek %1").data.contains("draft of @petr: Моё начало"))
        #expect(await bench.run("draft %1 discard").exit == .done)
        #expect(await bench.run("draft %1 --json=author").data == "[{\"author\":\"petr\"}]\n")
    }

    @Test func `every change is on the disk, and a draft is gone on with`() async throws {
        let bench = try await Bench { settings in
            settings.compose = typist([.line("и конец"), .end])
            settings.ask = { _ in "" }
        }.withChats()
        await bench.run("list sort:waiting")
        try await bench.session.arrange { shop in
            let desk = shop.desk(shop.anna)
            let chat = try desk.list("buyer:Рустам").rows[0].entity
            try desk.keepDraft(chat, "Начало")
            #expect(try desk.drafts(chat).map(\.isLocal) == [true])
            #expect(try shop.desk(shop.petr).drafts(chat).isEmpty)
        }
        #expect(await bench.run("reply %1").exit == .done)
        #expect(await bench.run("outbox --json=text").data == "[{\"text\":\"Начало\\nи конец\"}]\n")
    }

    @Test func `two texts of one person made apart are both kept`() async throws {
        let bench = try await Bench().withChats()
        try await bench.session.arrange { shop in
            try shop.synchronise()
            let desk = shop.desk(shop.anna)
            let chat = try desk.list("buyer:Рустам").rows[0].entity
            try desk.saveDraft(chat, "раз")
            try shop.desk(shop.petr).saveDraft(chat, "два")
            try shop.synchronise()
            #expect(try shop.desk(shop.anna).drafts(chat).map(\.text) == ["раз", "два"])
            #expect(try shop.desk(shop.petr).drafts(chat).map(\.text) == ["два", "раз"])
        }
    }
}
