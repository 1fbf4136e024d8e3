import Foundation
import Inbox
import InboxREPL
import SkeinCRDT
import Testing

/// Sorting the day's work.
struct TriageTests {
    // MARK: Many chats at once

    @Test func `a command on many chats is one step of undo, before and after the others have it`()
        async throws
    {
        let bench = try await Bench().withChats()
        await bench.run("list")
        #expect(await bench.run("close %*").exit == .done)
        #expect(await bench.run("list status:closed --count").data == "3\n")
        #expect(await bench.run("undo").messages.contains("3 chats"))
        #expect(await bench.run("list status:new --count").data == "3\n")
        await bench.run("list")
        await bench.run("tag %* +повтор")
        try await bench.session.arrange { try $0.synchronise() }
        #expect(await bench.run("undo").exit == .done)
        #expect(await bench.run("list tag:повтор --count").data == "0\n")
    }

    @Test func `a bulk action shows three of the chats and what would change`() async throws {
        let bench = try await Bench { $0.ask = { _ in "n" } }.withChats()
        try await bench.session.arrange { try $0.buyer("Вика", writes: "Линяет", chat: "c4") }
        let result = await bench.run("close where status:new")
        #expect(result.exit == .refused)
        #expect(result.messages.contains("Рустам: status new → closed"), "\(result.messages)")
        #expect(result.messages.contains("… and 1 more"))
        #expect(await bench.run("list status:closed --count").data == "0\n")
        #expect(await bench.run("close where status:new --yes").exit == .done)
        #expect(await bench.run("list status:closed --count").data == "4\n")
    }

    @Test(arguments: [
        ("close %1", "status closed"), ("take %1", "assigned @anna"), ("tag %1 +VIP", "tag VIP"),
        ("note %1 ждём склад", "note ждём склад"), ("reply %1 Здравствуйте", "reply Здравствуйте"),
        ("snooze %1 reply", "snoozed until reply"), ("link %1 %2", "linked with"),
        ("view save утро status:new", "утро"),
    ])
    func `a rehearsal says what would be done and does nothing`(line: String, words: String)
        async throws
    {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        let before = try await bench.session.digest()
        let first = line.split(separator: " ")[0]
        let rest = line.dropFirst(first.count)
        let result = await bench.run("\(first) --dry-run\(rest)")
        #expect(result.exit == .done, "\(result)")
        let said = result.data.replacing("\t", with: " ")
        #expect(
            said.contains(words) && result.messages.contains("nothing has been changed"),
            "\(result)")
        #expect(try await bench.session.digest() == before)
        let json = await bench.run("\(first) -n --json\(rest)").data
        #expect(json.contains("\"action\":"))
        #expect(try await bench.session.digest() == before)
    }

    // MARK: Snoozing

    @Test(arguments: [
        ("2h", "2026-03-04T14:00:00.000+03:00"), ("2ч", "2026-03-04T14:00:00.000+03:00"),
        ("завтра", "2026-03-05T09:00:00.000+03:00"),
        ("tomorrow 10:30", "2026-03-05T10:30:00.000+03:00"),
        ("18:00", "2026-03-04T18:00:00.000+03:00"), ("9:00", "2026-03-05T09:00:00.000+03:00"),
        ("пн 10:00", "2026-03-09T10:00:00.000+03:00"), ("ср", "2026-03-11T09:00:00.000+03:00"),
        ("05.03", "2026-03-05T09:00:00.000+03:00"), ("1 фев", "2027-02-01T09:00:00.000+03:00"),
        ("2026-03-29 14:00", "2026-03-29T14:00:00.000+03:00"), ("reply", "reply"),
    ])
    func `a chat is put away until a time that people write`(words: String, until: String)
        async throws
    {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        #expect(await bench.run("snooze %1 \(words)").exit == .done)
        let found = await bench.run("list is:snoozed --json=buyer,snoozed_until").data
        #expect(found == "[{\"buyer\":\"Рустам\",\"snoozed_until\":\"\(until)\"}]\n")
        #expect(await bench.run("next").data.contains("Алёна"))
        #expect(await bench.run("разбудить where is:snoozed").exit == .done)
        #expect(await bench.run("list is:snoozed --count").data == "0\n")
    }

    @Test(arguments: ["вчера", "2026-03-04 11:00", "потом", "31.02", "25:00"])
    func `what is no time to come is refused`(words: String) async throws {
        let bench = try await Bench().withChats()
        await bench.run("list")
        let result = await bench.run("snooze %1 \(words)")
        #expect(result.exit == .usage && result.messages.contains("no time"))
    }

    @Test func `a snoozed chat comes back when its time has come, or when the buyer writes`()
        async throws
    {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        await bench.run("snooze %1 2h")
        await bench.run("snooze %2 reply")
        #expect(await bench.run("list is:snoozed --count").data == "2\n")
        try await bench.session.arrange {
            try $0.buyer("Алёна", writes: "Ау?", chat: "c2", minutesAgo: 0)
        }
        #expect(
            await bench.run("list is:snoozed --json=buyer").data == "[{\"buyer\":\"Рустам\"}]\n")
        try await bench.session.arrange { $0.now = $0.now + .seconds(7201) }
        #expect(await bench.run("list is:snoozed --count").data == "0\n")
    }

    @Test func `of two who did not see each other the one who woke the chat wins`() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        await bench.run("snooze %1 2h")
        try await bench.session.arrange { shop in
            try shop.synchronise()
            let chat = try shop.desk(shop.anna).list("buyer:Рустам").rows[0].entity
            _ = try shop.desk(shop.petr).snooze(chat, nil)
            let later = Snooze(until: shop.now + .seconds(90_000), zone: "Asia/Vladivostok")
            _ = try shop.desk(shop.anna).snooze(chat, later)
            try shop.synchronise()
            for device in [shop.anna, shop.petr] {
                #expect(try shop.desk(device).list("is:snoozed").rows.isEmpty)
            }
        }
    }

    // MARK: Urgency

    @Test func `a window that closes soon, then a mention, then the longest wait`() async throws {
        let bench = try await Bench().withChats()
        try await bench.session.arrange { shop in
            let tenDays: Int64 = 10 * 24 * 60
            try shop.buyer("Срок", writes: "Скоро закроется", chat: "c5", minutesAgo: tenDays - 60)
            try shop.synchronise()
            let chat = try shop.desk(shop.petr).list("buyer:Игорь").rows[0].entity
            _ = try shop.desk(shop.petr).note(chat, "@anna, посмотри; @Petr сам")
            try shop.synchronise()
        }
        #expect(
            await bench.run("list has:mention --json=buyer").data == "[{\"buyer\":\"Игорь\"}]\n")
        #expect(await bench.run("list due:<4h --json=buyer").data == "[{\"buyer\":\"Срок\"}]\n")
        #expect(await bench.run("list is:overdue --json=buyer").data == "[{\"buyer\":\"Срок\"}]\n")
        for buyer in ["Срок", "Игорь", "Рустам", "Алёна"] {
            let shown = await bench.run("next --json=buyer").data
            #expect(shown == "{\"buyer\":\"\(buyer)\"}\n")
        }
    }

    // MARK: Views, links, counts

    @Test func `a saved view is a query by its name, also inside of others`() async throws {
        let bench = try await Bench().withChats()
        #expect(
            await bench.run("view save утро \"status:new -buyer:Игорь\" --shared").exit == .done)
        #expect(await bench.run("view save вечер view:утро buyer:Алёна").exit == .done)
        #expect(await bench.run("view утро --json=buyer").data.contains("Рустам"))
        #expect(await bench.run("list view:вечер --json=buyer").data == "[{\"buyer\":\"Алёна\"}]\n")
        #expect(await bench.run("view save утро view:вечер --shared").exit == .done)
        let endless = await bench.run("list view:вечер")
        #expect(endless.exit == .usage && endless.messages.contains("leads back to itself"))
        #expect(await bench.run("list view:утра").messages.contains("did you mean утро?"))
        #expect(await bench.run("view rm вечер").exit == .done)
        #expect(await bench.run("view list --json=name").data == "[{\"name\":\"утро\"}]\n")
        #expect(await bench.run("undo").exit == .done)
        #expect(await bench.run("view вечер").exit == .usage)
        try await bench.session.arrange { shop in
            try shop.synchronise()
            #expect(try shop.desk(shop.petr).definitions(.view).map(\.name) == ["утро"])
        }
    }

    @Test func `two versions of a shared view made apart are both kept`() async throws {
        let bench = try await Bench().withChats()
        await bench.run("view save утро status:new --shared")
        try await bench.session.arrange { shop in
            try shop.synchronise()
            _ = try shop.desk(shop.petr).define(.view, "утро", "status:work", shared: true)
            _ = try shop.desk(shop.anna).define(.view, "утро", "status:question", shared: true)
            try shop.synchronise()
        }
        let shown = await bench.run("view show утро --json").data
        #expect(shown.contains("status:work") && shown.contains("status:question"))
        #expect(await bench.run("conflicts --json=field").data == "[{\"field\":\"body\"}]\n")
    }

    @Test func `two chats of a buyer are linked by anybody, and parted again`() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        #expect(await bench.run("link %1 %3").exit == .done)
        #expect(await bench.run("list is:linked --count").data == "2\n")
        #expect(await bench.run("link %1 %1").exit == .usage)
        try await bench.session.arrange { shop in
            try shop.synchronise()
            let rows = try shop.desk(shop.petr).list("is:linked").rows.map(\.entity)
            #expect(try shop.desk(shop.petr).card(of: rows[0]) == rows.sorted())
        }
        await bench.run("list sort:waiting")
        #expect(await bench.run("unlink %3 %1").exit == .done)
        #expect(await bench.run("list is:linked --count").data == "0\n")
        #expect(await bench.run("undo").exit == .done)
        #expect(await bench.run("list is:linked --count").data == "2\n")
    }

    @Test func `stats count by person, source, tag and hour, and name what is forgotten`()
        async throws
    {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        await bench.run("take %1")
        await bench.run("question %2")
        await bench.run("tag %2 +брак")
        let people = await bench.run("stats --by person --jsonl=key,chats,nobodys,longest_wait")
            .data
        #expect(
            people == """
                {"key":null,"chats":2,"nobodys":2,"longest_wait":5400}
                {"key":"anna","chats":1,"nobodys":0,"longest_wait":10800}

                """)
        #expect(await bench.run("stats --by tag --csv=key,chats").data == "key,chats\n,2\nбрак,1\n")
        #expect(await bench.run("stats --by source --json=key").data == "[{\"key\":\"wb-main\"}]\n")
        let hours = await bench.run("stats --by hour --csv=key,messages").data
        #expect(hours.contains("\n09,1\n10,1\n11,1\n") && hours.split(separator: "\n").count == 25)
        #expect(await bench.run("stats --by day").messages.contains("possible: person"))
        try await bench.session.arrange { $0.now = $0.now + .seconds(4 * 86_400) }
        let words = await bench.run("stats").messages
        #expect(words.contains("2 open chats are nobody's") && words.contains("1 question rests"))
        let prompt = await bench.shell.prompt().text(.ru, colour: false)
        #expect(prompt.contains("2 ничьих") && prompt.contains("1 старый вопрос"))
    }

    // MARK: Macros and templates

    @Test func `a macro is several commands on one chat`() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        #expect(await bench.run("macro save брак \"tag . +{метка}; question .\"").exit == .done)
        #expect(await bench.run("do брак %2").messages.contains("there is no value for метка"))
        #expect(await bench.run("do брак %2 метка=брак").exit == .done)
        #expect(
            await bench.run("list tag:брак --json=buyer,status").data
                == "[{\"buyer\":\"Алёна\",\"status\":\"question\"}]\n")
        #expect(await bench.run("macro save круг \"do круг\"").exit == .done)
        #expect(await bench.run("do круг %1").messages.contains("leads back to itself"))
        #expect(await bench.run("macro save плохо \"закройте\"").exit == .usage)
    }

    @Test func `a template takes the chat's facts and given values, and asks for the rest`()
        async throws
    {
        let bench = try await Bench { settings in
            settings.ask = { question in question.hasPrefix("дней") ? "21" : "n" }
        }.withChats()
        await bench.run("list sort:waiting")
        await bench.run("template save срок \"{buyer}, ждём {дней} {дней|день|дня|дней}.\"")
        #expect(await bench.run("reply %1 -t срок").exit == .done)
        #expect(
            await bench.run("outbox --json=text").data == "[{\"text\":\"Рустам, ждём 21 день.\"}]\n"
        )
        #expect(await bench.run("reply %2 -t срок дней=3 --with срок").exit == .done)
        let silent = try await Bench().withChats()
        await silent.run("list sort:waiting")
        await silent.run("template save срок \"{buyer}, заказ {order}\"")
        let refused = await silent.run("reply %1 -t срок")
        #expect(refused.exit == .refused && refused.messages.contains("no value for order"))
        #expect(await silent.run("outbox --json").data == "[]\n")
        #expect(await silent.run("reply %1 -t сорк").messages.contains("did you mean срок?"))
    }

    @Test func `many are answered by a template, with a preview, as one step`() async throws {
        let answer = Bench.Output()
        let bench = try await Bench { settings in
            settings.ask = { question in
                answer.add(question)
                return question.contains("take") ? "y" : "y"
            }
        }.withChats()
        await bench.run("template save извинение \"{buyer}, извините за задержку\"")
        let bare = await bench.run("reply where status:new привет")
        #expect(bare.exit == .usage && bare.messages.contains("template"))
        let sent = await bench.run("reply where status:new -buyer:Игорь -t извинение")
        #expect(sent.exit == .done && sent.messages.contains("2 replies queued"), "\(sent)")
        #expect(sent.messages.contains("Рустам: Рустам, извините"))
        #expect(await bench.run("list assignee:me --count").data == "2\n")
        #expect(await bench.run("undo").messages.contains("2 chats"))
        #expect(await bench.run("outbox --json").data == "[]\n")
        #expect(await bench.run("list assignee:me --count").data == "0\n")
    }

    // MARK: Before a reply leaves

    @Test(arguments: [
        ("Ждём {дней} дней", "variable"), ("Фото во вложении", "attachment"),
        ("Пишите на shop@example.com", "contact"), ("Наш сайт www.example.com", "contact"),
        ("Звоните +7 (900) 123-45-67", "contact"),
    ])
    func `what is probably not meant is stopped, and passes by its name`(
        text: String, check: String
    ) async throws {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        let stopped = await bench.run("reply %1 \(text)")
        #expect(
            stopped.exit == .refused && stopped.messages.contains("--allow \(check)"), "\(stopped)")
        #expect(await bench.run("reply %1 \(text) --allow \(check)").exit == .done)
    }

    @Test func `the same words twice are stopped, an order's number is not`() async throws {
        let bench = try await Bench().withChats()
        await bench.run("list sort:waiting")
        #expect(await bench.run("reply %1 Заказ 89001234567 едет").exit == .done)
        #expect(await bench.run("reply %1 заказ 89001234567 едет").messages.contains("repeated"))
    }

    @Test func `a reply to a chat of nobody offers to take it, a script has to say so`()
        async throws
    {
        let script = try await Bench().withChats()
        await script.run("list sort:waiting")
        await script.run("reply %1 Здравствуйте")
        await script.run("reply %2 Здравствуйте --take")
        #expect(
            await script.run("list assignee:me --json=buyer").data == "[{\"buyer\":\"Алёна\"}]\n")
        for (answer, count) in [("", "1\n"), ("д", "1\n"), ("n", "0\n")] {
            let bench = try await Bench { $0.ask = { _ in answer } }.withChats()
            await bench.run("list sort:waiting")
            #expect(await bench.run("reply %1 Здравствуйте").exit == .done)
            #expect(await bench.run("list assignee:me --count").data == count)
            await bench.run("undo")
            #expect(await bench.run("list assignee:me --count").data == "0\n")
        }
    }
}
