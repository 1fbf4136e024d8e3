import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite struct UndoTests {
    private let team: Team
    private let chat: EntityID
    private var anna: Colleague { team.anna }

    init() throws {
        team = try Team(roles: [.operator, .sender])
        chat = try team.anna.open("c1")
        try team.anna.receive("Где заказ?", in: "c1", id: "1")
        _ = try team.anna.desk.setStatus(chat, .question)
        try team.synchronise()
        _ = try team.anna.desk.introduce(login: "anna", name: nil)
        _ = try team.petr.desk.introduce(login: "petr", name: nil)
        try team.synchronise()
    }

    private func row() throws -> ChatRow { try anna.desk.peek(chat).chat }

    @Test func anUnsentCommandNeverHappened() throws {
        let unsent = try anna.store.unsentCount
        _ = try anna.desk.take(chat)
        let outcome = try anna.desk.undo()
        #expect(outcome.way == .withdrawn)
        #expect(outcome.command == "take")
        #expect(try row().assignee == nil)
        #expect(try row().status == .question)
        #expect(try anna.store.unsentCount == unsent)
        #expect(try anna.desk.log(chat).allSatisfy { $0.kind != .assignee })
    }

    @Test func aSentCommandIsFollowedByItsInverseForEverybody() throws {
        _ = try anna.desk.take(chat)
        try team.synchronise()
        #expect(try anna.desk.undo().way == .reversed)
        try team.synchronise()
        for colleague in team.colleagues {
            let row = try colleague.desk.peek(chat).chat
            #expect(row.assignee == nil)
            #expect(row.status == .question)
        }
    }

    @Test func commandsAreTakenBackNewestFirst() throws {
        _ = try anna.desk.setStatus(chat, .work)
        _ = try anna.desk.tag(chat, add: ["a", "b"])
        try team.synchronise()
        _ = try anna.desk.setStatus(chat, .closed)
        #expect(try anna.desk.undo().command == "status")
        #expect(try row().status == .work)
        #expect(try anna.desk.undo().command == "tag")
        #expect(try row().tags.isEmpty)
        #expect(try anna.desk.undo().command == "status")
        #expect(try row().status == .question)
    }

    @Test func removedTagsComeBack() throws {
        _ = try anna.desk.tag(chat, add: ["VIP", "повтор"])
        try team.synchronise()
        _ = try anna.desk.tag(chat, add: ["срочно"], remove: ["vip"])
        try team.synchronise()
        #expect(try row().tags == ["повтор", "срочно"])
        _ = try anna.desk.undo()
        #expect(try row().tags == ["VIP", "повтор"])
    }

    @Test func aNoteIsTakenBackForEverybody() throws {
        _ = try anna.desk.note(chat, "ошибка")
        try team.synchronise()
        #expect(try team.petr.desk.peek(chat).notes.count == 1)
        _ = try anna.desk.undo()
        try team.synchronise()
        #expect(try team.petr.desk.peek(chat).notes.isEmpty)
        #expect(try team.petr.desk.list("has:note").rows.isEmpty)
        #expect(try team.petr.desk.list("note:ошибка").rows.isEmpty)
    }

    @Test func whatSomebodyElseHasReplacedIsLeftAlone() throws {
        _ = try anna.desk.setStatus(chat, .work)
        try team.synchronise()
        team.now = team.now + .seconds(60)
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.synchronise()
        #expect {
            try anna.desk.undo()
        } throws: { error in
            guard case .overwritten(let field, let by, let at, let value) = error as? InboxError
            else { return false }
            return field == "status" && by?.login == "petr" && at == team.now && value == "closed"
        }
        #expect(try row().status == .closed)
    }

    @Test func aRefusedCommandDoesNotBarTheWayToTheOnesBeforeIt() throws {
        _ = try anna.desk.tag(chat, add: ["a"])
        _ = try anna.desk.setStatus(chat, .work)
        try team.synchronise()
        _ = try team.petr.desk.setStatus(chat, .closed)
        try team.synchronise()
        #expect(throws: InboxError.self) { try anna.desk.undo() }
        #expect(try anna.desk.undo().command == "tag")
    }

    @Test func anUnsentReplyIsWithdrawnWithItsStatus() throws {
        let reply = try anna.desk.reply(chat, "Уже едет", status: .closed)
        #expect(try row().status == .closed)
        #expect(try anna.desk.undo().way == .withdrawn)
        #expect(try anna.desk.outbox(all: true).isEmpty)
        #expect(try row().status == .question)
        #expect(try row().openReplyCount == 0)
        #expect(throws: InboxError.noSuchReply(reply.id)) { try anna.desk.cancel(reply.entity) }
    }

    @Test func aReplyThatIsUnderWayToTheRelayIsCancelled() throws {
        let reply = try anna.desk.reply(chat, "Уже едет")
        try team.synchronise()
        #expect(try anna.desk.undo().way == .reversed)
        try team.synchronise()
        let rows = try team.petr.desk.outbox(all: true)
        #expect(rows.map(\.state) == [.cancelled])
        #expect(rows.map(\.entity) == [reply.entity])
    }

    @Test func aReplyThatMayHaveReachedTheBuyerIsNotRecalled() throws {
        let reply = try anna.desk.reply(chat, "Уже едет", status: .closed)
        try team.synchronise()
        team.now = team.now + .seconds(11)
        try team.sender.beginSending(reply.entity)
        try team.synchronise()
        #expect(throws: InboxError.replyLeft(.inflight)) { try anna.desk.undo() }
        #expect(try row().status == .closed)
    }

    @Test func lookingIsNoCommandToTakeBack() throws {
        let other = try anna.open("c2")
        _ = try anna.desk.setStatus(chat, .work)
        #expect(try anna.desk.show(other).chat.status == .work)
        #expect(try anna.desk.undo().chat?.entity == chat)
        #expect(try anna.desk.peek(other).chat.status == .work)
    }

    @Test func aColleaguesCommandIsNotMine() throws {
        _ = try team.petr.desk.take(chat)
        try team.synchronise()
        // What Anna did before that has been replaced by it.
        #expect(throws: InboxError.self) { try anna.desk.undo() }
        #expect(throws: InboxError.nothingToUndo) { try anna.desk.undo() }
        #expect(try row().assignee?.login == "petr")
    }

    @Test func renamingASourceIsTakenBack() throws {
        let source = try anna.desk.addSource(.wildberries, account: "77", name: "wb-main")
        try team.synchronise()
        _ = try anna.desk.renameSource(source.entity, to: "wb-2")
        try team.synchronise()
        _ = try anna.desk.undo()
        #expect(try anna.desk.sources().map(\.name) == ["wb-main"])
    }

    @Test func theSameValueOfAColleagueIsNotMineToTakeBack() throws {
        _ = try anna.desk.setStatus(chat, .work)
        try team.synchronise()
        _ = try team.petr.desk.setStatus(chat, .closed)
        _ = try team.petr.desk.setStatus(chat, .work)
        try team.synchronise()
        #expect {
            try anna.desk.undo()
        } throws: { error in
            guard case .overwritten("status", let by, _, "work") = error as? InboxError
            else { return false }
            return by?.login == "petr"
        }
        #expect(try row().status == .work)
    }

    @Test func theFirstStatusOfAChatGivesWayToNew() throws {
        let other = try anna.open("c2")
        _ = try anna.desk.setStatus(other, .question)
        try team.synchronise()
        #expect(try anna.desk.undo().way == .reversed)
        #expect(try anna.desk.peek(other).chat.status == .new)
        #expect(try anna.desk.setStatus(other, .new).isAlready)
    }

    @Test func theJournalReachesBackTwoHundredCommands() throws {
        for number in 0..<201 { _ = try anna.desk.tag(chat, add: ["t\(number)"]) }
        for _ in 0..<200 { _ = try anna.desk.undo() }
        #expect(try row().tags == ["t0"])
        #expect(throws: InboxError.nothingToUndo) { try anna.desk.undo() }
    }
}
