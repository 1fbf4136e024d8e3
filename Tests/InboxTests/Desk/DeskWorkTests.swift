import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite struct DeskWorkTests {
    private let team: Team
    private let chat: EntityID

    init() throws {
        team = try Team(roles: [.operator, .sender, .observer])
        for (colleague, login) in zip(team.colleagues, ["anna", "petr", "vera"]) {
            _ = try colleague.desk.introduce(login: login, name: nil)
        }
        chat = try team.anna.open("c1", buyer: "Олег")
        try team.anna.receive("Где заказ?", in: "c1", id: "1")
        try team.synchronise()
    }

    private func row(_ colleague: Colleague) throws -> ChatRow {
        try colleague.desk.peek(chat).chat
    }

    // MARK: Field rules

    @Test func takingIsTwoWritesOfOneCommand() throws {
        let outcome = try team.petr.desk.take(chat)
        #expect(outcome.dots.count == 2)
        #expect(outcome.chat.assignee?.login == "petr")
        #expect(outcome.chat.status == .work)
        #expect(try team.petr.desk.take(chat).isAlready)
        try team.synchronise()
        #expect(try row(team.anna).assignee?.login == "petr")
        #expect(try team.anna.desk.log(chat).map(\.kind).suffix(2) == [.assignee, .status])
    }

    @Test func ofTwoTakesTheEarlierOneHolds() throws {
        team.now = Team.noon + .seconds(20)
        _ = try team.anna.desk.take(chat)
        team.now = Team.noon + .seconds(10)
        _ = try team.petr.desk.take(chat)
        team.now = Team.noon + .seconds(30)
        try team.synchronise()
        for colleague in team.colleagues {
            #expect(try row(colleague).assignee?.login == "petr")
            #expect(try row(colleague).conflicts == ["assignee"])
        }
        let conflict = try #require(try team.anna.desk.conflicts().first)
        #expect(conflict.chat?.entity == chat)
        #expect(conflict.field == "assignee")
        #expect(conflict.rule == .earliestPerson)
        #expect(conflict.candidates.map(\.value) == ["petr", "anna"])
        #expect(conflict.candidates.map(\.author?.login) == ["petr", "anna"])
        #expect(conflict.candidates.map(\.isShown) == [true, false])
        #expect(
            conflict.candidates.map(\.time)
                == [Team.noon + .seconds(10), Team.noon + .seconds(20)])
    }

    @Test func aPersonBeatsNobody() throws {
        _ = try team.anna.desk.take(chat)
        try team.synchronise()
        _ = try team.anna.desk.assign(chat, to: nil)
        _ = try team.petr.desk.assign(chat, to: team.petr.desk.me().reference)
        try team.synchronise()
        #expect(try row(team.anna).assignee?.login == "petr")
    }

    @Test func theStatusThatNeedsMostAttentionIsShown() throws {
        _ = try team.anna.desk.setStatus(chat, .question)
        _ = try team.petr.desk.setStatus(chat, .work)
        try team.synchronise()
        #expect(try row(team.petr).status == .question)
        let conflict = try #require(try team.petr.desk.conflicts().first)
        #expect(conflict.rule == .attention)
        #expect(Set(conflict.candidates.map(\.value)) == ["question", "work"])
    }

    @Test func writingWhatIsShownSettlesAConflict() throws {
        _ = try team.anna.desk.setStatus(chat, .question)
        _ = try team.petr.desk.setStatus(chat, .work)
        try team.synchronise()
        #expect(try !team.petr.desk.setStatus(chat, .question).isAlready)
        try team.synchronise()
        #expect(try team.anna.desk.conflicts().isEmpty)
        #expect(try row(team.anna).conflicts.isEmpty)
        #expect(try team.anna.desk.setStatus(chat, .question).isAlready)
    }

    @Test func tagsOfBothAreKeptAndARemovalTakesOnlyWhatItSaw() throws {
        _ = try team.anna.desk.tag(chat, add: ["VIP", "повтор"])
        try team.synchronise()
        _ = try team.anna.desk.tag(chat, remove: ["vip", "повтор"])
        _ = try team.petr.desk.tag(chat, add: ["брак"])
        try team.petr.record([.add(chat, field: Field.chatTags, .text("VIP"))])
        try team.synchronise()
        for colleague in team.colleagues { #expect(try row(colleague).tags == ["VIP", "брак"]) }
    }

    @Test func aTagOfAnotherCaseIsThereAlready() throws {
        _ = try team.anna.desk.tag(chat, add: ["Ёлка"])
        #expect(try team.anna.desk.tag(chat, add: ["елка", "ёЛКА"]).isAlready)
        #expect(try row(team.anna).tags == ["Ёлка"])
    }

    @Test(arguments: [
        "", "  ", "a,b", "+a", "-a", "a\nb", "a\u{200B}", String(repeating: "я", count: 65),
    ])
    func aTagThatNoQueryCouldNameIsRefused(_ tag: String) {
        #expect(throws: InboxError.invalidTag(tag)) { try team.anna.desk.tag(chat, add: [tag]) }
    }

    // MARK: Opening

    @Test func showingOpensAndPeekingDoesNot() throws {
        #expect(try team.petr.desk.peek(chat).chat.status == .new)
        #expect(try row(team.petr).unreadCount == 1)
        let shown = try team.petr.desk.show(chat)
        #expect(shown.chat.status == .work)
        #expect(shown.messages.map(\.isUnread) == [true])
        #expect(try row(team.petr).unreadCount == 0)
        #expect(try row(team.petr).assignee == nil)
        #expect(try team.petr.desk.peek(chat).messages.map(\.isUnread) == [false])
        try team.synchronise()
        #expect(try row(team.anna).status == .work)
        #expect(try row(team.anna).unreadCount == 1)
    }

    @Test func aMessageThatArrivesLateIsUnreadThoughItIsOlder() throws {
        _ = try team.petr.desk.show(chat)
        try team.anna.receive("Раньше", in: "c1", id: "0", sent: -60)
        try team.synchronise()
        #expect(try row(team.petr).unreadCount == 1)
        #expect(try team.petr.desk.list("is:unread").total == 1)
        _ = try team.petr.desk.show(chat)
        #expect(try team.petr.desk.list("is:unread").total == 0)
    }

    @Test func anObserverMayLookAndNothingElse() throws {
        let observer = team.colleagues[3].desk
        #expect(try observer.show(chat).chat.status == .new)
        #expect(try observer.list().total == 1)
        #expect(throws: InboxError.mayNotEdit) { try observer.take(chat) }
        #expect(throws: InboxError.mayNotEdit) { try observer.tag(chat, add: ["a"]) }
        #expect(throws: InboxError.mayNotEdit) { try observer.reply(chat, "Да") }
        #expect(throws: InboxError.mayNotEdit) { try observer.undo() }
        try team.synchronise()
        #expect(try row(team.anna).status == .new)
    }

    // MARK: Reading

    @Test func aNoteIsKeptWithItsAuthor() throws {
        #expect(throws: InboxError.emptyText) { try team.petr.desk.note(chat, " \n ") }
        _ = try team.petr.desk.note(chat, " звонил \n")
        try team.synchronise()
        let notes = try team.anna.desk.peek(chat).notes
        #expect(notes.map(\.text) == ["звонил"])
        #expect(notes.map(\.author?.login) == ["petr"])
        #expect(try row(team.anna).noteCount == 1)
    }

    @Test func messagesStandInThePlatformsOrder() throws {
        for id in ["10", "9", "11"] { try team.anna.receive("m\(id)", in: "c1", id: id, sent: 3) }
        try team.anna.receive("ответ", in: "c1", from: .seller, id: "12", sent: 4)
        let detail = try team.anna.desk.peek(chat)
        #expect(detail.messages.map(\.platformID) == ["1", "9", "10", "11", "12"])
        #expect(detail.chat.last?.from == .seller)
        #expect(detail.chat.waitingSince == nil)
        #expect(detail.chat.updated == Team.noon + .seconds(240))
    }

    @Test func aChatIsFoundByAnyPrefixThatFitsNoOther() throws {
        let full = ShortID.text(of: chat)
        #expect(try team.anna.desk.resolve(String(full.prefix(4)).uppercased()) == chat)
        #expect(throws: InboxError.noSuchChat("zzzz")) { try team.anna.desk.resolve("zzzz") }
        #expect(throws: InboxError.noSuchChat("что")) { try team.anna.desk.resolve("что") }
        // More chats than letters: some must share the first one.
        for number in 0..<40 { try team.anna.open("more-\(number)") }
        let rows = try team.anna.desk.list().rows
        let letters = rows.map { String($0.id.prefix(1)) }
        let first = try #require(letters.first { letter in letters.count { $0 == letter } > 1 })
        let all = rows.filter { $0.id.hasPrefix(first) }
        #expect {
            try team.anna.desk.resolve(first)
        } throws: { error in
            guard case .ambiguousChat(first, let chats) = error as? InboxError else {
                return false
            }
            return chats.count == min(all.count, 10)
        }
    }

    @Test func shownPrefixesTellAllChatsApart() throws {
        for number in 0..<300 { try team.anna.open("more-\(number)") }
        let rows = try team.anna.desk.list().rows
        #expect(rows.count == 301)
        for row in rows {
            #expect(row.short.count >= 4)
            #expect(rows.filter { $0.id.hasPrefix(row.short) }.count == 1)
        }
    }

    @Test func theHistorySaysWhoDidWhatInsteadOfWhat() throws {
        _ = try team.anna.desk.setStatus(chat, .work)
        try team.synchronise()
        team.now = team.now + .seconds(60)
        _ = try team.petr.desk.setStatus(chat, .closed)
        _ = try team.petr.desk.tag(chat, add: ["VIP"])
        let log = try team.petr.desk.log(chat)
        #expect(log.map(\.kind) == [.chat, .buyer, .message, .status, .status, .tag])
        let closing = log[4]
        #expect(closing.author?.login == "petr")
        #expect(closing.value == "closed")
        #expect(closing.replaced == ["work"])
        #expect(closing.time == team.now)
        #expect(closing.isUnsent)
        #expect(log[3].replaced.isEmpty)
        #expect(log[3].logIndex != nil)
        try team.synchronise()
        #expect(try team.anna.desk.log(chat).allSatisfy { !$0.isUnsent })
    }

    // MARK: The queue

    @Test func nextGoesThroughThoseWhoWaitLongestFirst() throws {
        let second = try team.anna.open("c2")
        try team.anna.receive("Ау", in: "c2", id: "2", sent: -5)
        let third = try team.anna.open("c3")
        try team.anna.receive("Эй", in: "c3", id: "3", sent: 5)
        try team.synchronise()
        let desk = team.petr.desk
        #expect(try desk.next()?.entity == second)
        #expect(try desk.next(after: second)?.entity == chat)
        #expect(try desk.next(after: chat)?.entity == third)
        #expect(try desk.next(after: third)?.entity == second)
        _ = try team.anna.desk.take(second)
        _ = try team.anna.desk.reply(third, "Да")
        try team.synchronise()
        #expect(try desk.next()?.entity == chat)
        #expect(try desk.next(after: chat) == nil)
    }

    @Test func countsAddUp() throws {
        try team.anna.open("c2")
        _ = try team.petr.desk.take(chat)
        _ = try team.petr.desk.reply(chat, "Да")
        let counts = try team.petr.desk.counts()
        #expect(counts.chatCountByStatus[.work] == 1)
        #expect(counts.unreadChats == 1)
        #expect(counts.unansweredChats == 1)
        #expect(counts.mineChats == 1)
        #expect(counts.openReplies == 1)
        #expect(counts.heldReplies == 1)
        #expect(counts.unknownReplies == 0)
        #expect(counts.unsentOperations == 3)
    }

    @Test func assigningToTheOneShownSettlesAConflict() throws {
        _ = try team.anna.desk.take(chat)
        _ = try team.petr.desk.take(chat)
        try team.synchronise()
        let shown = try #require(try row(team.petr).assignee)
        #expect(try !team.petr.desk.assign(chat, to: shown).isAlready)
        try team.synchronise()
        #expect(try team.anna.desk.conflicts().isEmpty)
        #expect(try row(team.anna).assignee == shown)
        #expect(try team.anna.desk.assign(chat, to: shown).isAlready)
    }
}
