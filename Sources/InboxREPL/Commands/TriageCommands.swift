import Inbox
import SkeinCRDT
import SkeinWire

/// Commands that sort the day's work: `snooze`, `unsnooze`, `link`, `unlink`, `stats`, `rules`.
enum TriageCommands {
    static let all = [snooze, unsnooze, link, unlink, stats, RulesCommand.command]

    static let snooze = Command(
        "snooze", russian: ["отложить"], short: ["z"], group: .work,
        synopsis: ["[target …] WHEN | reply", "where QUERY --until WHEN"],
        purpose: Bilingual(
            ru: "отложить чат до времени или до слова покупателя",
            en: "put a chat out of the way until a time or the buyer's word"),
        details: Bilingual(
            ru: """
                Время: 2ч, 3д, 18:00, завтра, пн 10:00, 05.03, 2026-03-05 14:00; reply (ответ) —
                пока покупатель не напишет. Его сообщение будит чат в любом случае.
                """,
            en: """
                Times: 2h, 3d, 18:00, tomorrow, mon 10:00, 05.03, 2026-03-05 14:00; reply: until
                the buyer writes, which wakes the chat in any case.
                """),
        examples: ["snooze 2h", "отложить %2 завтра 10:00", "snooze %1-3 reply"],
        flags: [
            Flag(
                "until", .value("WHEN"), ru: "до какого времени, после where",
                en: "until when, after where")
        ],
        operands: [.words(["2h", "tomorrow", "reply", "завтра", "ответ"]), .chats], changes: true
    ) { shell, invocation in
        var words = invocation.words
        var said: [Token] = []
        if let until = invocation.valueToken("until") {
            said = [until]
        } else {
            while let last = words.last, !TargetSyntax.isTargetLike(last) {
                said.insert(last, at: 0)
                words.removeLast()
            }
        }
        let snooze = try until(said, shell)
        let targets = try await shell.targets(words)
        return try await shell.change(targets, invocation, .snooze(snooze))
    }

    private static func until(
        _ said: [Token], _ shell: isolated Shell
    ) throws(Complaint) -> Snooze {
        let zone = shell.settings.zone
        let words = said.flatMap { $0.text.split(separator: " ").map(String.init) }
        if words.count == 1, ["reply", "ответ", "ответа"].contains(words[0].lowercased()) {
            return Snooze(until: nil, zone: zone.identifier)
        }
        guard let time = FutureTime(now: shell.look.time.now, zone: zone).read(words) else {
            throw Complaint(
                .whenExpected, [.text(words.joined(separator: " "))], exit: .usage,
                at: said.first?.place ?? .none, remedy: .seeHelp, [.text("snooze")])
        }
        return Snooze(until: time, zone: zone.identifier)
    }

    static let unsnooze = Command(
        "unsnooze", russian: ["разбудить"], short: ["wake"], group: .work,
        synopsis: ["[target …]"],
        purpose: Bilingual(ru: "вернуть отложенный чат", en: "bring a snoozed chat back"),
        examples: ["unsnooze %1", "разбудить where is:snoozed"], operands: [.chats], changes: true
    ) { shell, invocation in
        let targets = try await shell.targets(invocation.words)
        return try await shell.change(targets, invocation, .snooze(nil))
    }

    static let link = linking(
        "link", ["связать"],
        Bilingual(
            ru: "связать два чата одного покупателя; отвечают по-прежнему в каждом",
            en: "join two chats of one buyer; each is answered by itself as before")
    ) { try $0.link($1, $2) }

    static let unlink = linking(
        "unlink", ["развязать"],
        Bilingual(ru: "снова разделить два чата", en: "part two linked chats again")
    ) { try $0.unlink($1, $2) }

    private static func linking(
        _ name: String, _ russian: [String], _ purpose: Bilingual,
        _ body: @escaping @Sendable (InboxDesk, EntityID, EntityID) throws -> CommandOutcome
    ) -> Command {
        Command(
            name, russian: russian, group: .work, synopsis: ["[target] target"],
            purpose: purpose, examples: ["\(name) %1 %2", "\(russian[0]) %2"],
            operands: [.chats], changes: true
        ) { shell, invocation in
            var both = try await shell.targets(invocation.words)
            if both.count == 1, !invocation.words.isEmpty {
                both = try await shell.targets([]) + both
            }
            guard both.count == 2 else {
                throw Complaint(
                    .twoChatsExpected, exit: .usage, remedy: .seeHelp,
                    [.text(invocation.command.name)])
            }
            let (left, right) = (both[0].entity, both[1].entity)
            if invocation.has("dry-run") {
                return try await shell.rehearse(invocation) { _ = try body($0, left, right) }
            }
            let outcome = try await shell.desk { try body($0, left, right) }
            if try shell.printForMachines(outcome, .outcomes, invocation) { return .done }
            shell.tell(outcome)
            return .done
        }
    }

    static let stats = Command(
        "stats", russian: ["сводка", "статистика"], group: .look,
        synopsis: ["[query] [--by KEY]"],
        purpose: Bilingual(
            ru: "сколько чатов, чьих и где ждут", en: "how many chats, whose, and where they wait"),
        details: Bilingual(
            ru: "Часы — по сообщениям покупателей, в вашем часовом поясе.",
            en: "Hours count the buyers' messages, in your time zone."),
        examples: ["stats", "сводка status:new,work --by source", "stats --by hour --json"],
        flags: [
            Flag(
                "by", .value("KEY"), values: .words(StatsKey.allCases.map(\.rawValue)),
                ru: "person, source, market, status, tag, hour",
                en: "person, source, market, status, tag, hour")
        ], operands: [.query], pages: true
    ) { shell, invocation in
        var key = StatsKey.status
        if let token = invocation.valueToken("by") {
            guard let named = StatsKey(rawValue: token.text.lowercased()) else {
                throw Complaint(
                    .unknownKey,
                    [
                        .text(token.text),
                        .text(StatsKey.allCases.map(\.rawValue).joined(separator: ", ")),
                    ], exit: .usage, at: token.place)
            }
            key = named
        }
        let (query, by) = (invocation.query, key)
        let rows = try await shell.desk { try $0.stats(query, by: by) }
        let isForPeople = shell.wish(invocation) == nil
        try shell.print(rows, isForPeople && by == .hour ? .hours : .stats, invocation)
        guard shell.wish(invocation) == nil else { return .done }
        let counts = try await shell.desk { try $0.counts() }
        if counts.nobodysChats > 0 { shell.say(.statsNobodys, .number(counts.nobodysChats)) }
        if counts.oldQuestions > 0 { shell.say(.statsOldQuestions, .number(counts.oldQuestions)) }
        return .done
    }
}
