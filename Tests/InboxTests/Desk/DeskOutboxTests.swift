import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite struct DeskOutboxTests {
    private let team: Team
    private let chat: EntityID
    private let message: EntityID

    init() throws {
        team = try Team(roles: [.operator, .sender])
        for (colleague, login) in zip(team.colleagues, ["anna", "petr", "vera"]) {
            _ = try colleague.desk.introduce(login: login, name: nil)
        }
        _ = try team.anna.desk.addSource(.wildberries, account: "77", name: "wb-main")
        chat = try team.anna.open("c1", buyer: "Олег")
        message = try team.anna.receive("Где заказ?", in: "c1", id: "1")
        try team.synchronise()
    }

    private func state(_ reply: OutboxRow, _ colleague: Colleague) throws -> OutboxRow.State? {
        try colleague.desk.outbox(all: true).first { $0.entity == reply.entity }?.state
    }

    @Test func aReplyIsHeldForTenSecondsFromWhenItWasWritten() throws {
        let reply = try team.petr.desk.reply(chat, "  Уже едет\n")
        #expect(reply.state == .held)
        #expect(reply.isUnsent)
        #expect(reply.text == "Уже едет")
        #expect(reply.author?.login == "petr")
        #expect(reply.chat.entity == chat)
        #expect(reply.source.name == "wb-main")
        team.now = team.now + .seconds(4)
        try team.synchronise()
        let row = try #require(try team.anna.desk.outbox().first)
        #expect(!row.isUnsent)
        #expect(row.state == .held)
        #expect(row.notBefore == Team.noon + .seconds(10))
        team.now = team.now + .seconds(6)
        #expect(try state(reply, team.anna) == .queued)
    }

    @Test func aReplyThatIsUploadedLateHasHadItsHold() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        team.now = team.now + .seconds(120)
        try team.synchronise()
        #expect(try state(reply, team.anna) == .queued)
    }

    @Test func aReplySaysWhatItsAuthorHadSeen() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        #expect(try team.petr.store.act(reply.entity)?.basis == message)
        #expect(try team.petr.store.act(reply.entity)?.lane == chat)
    }

    @Test func aReplyOpensTheChatOrSetsTheStatusAskedFor() throws {
        _ = try team.petr.desk.reply(chat, "Уже едет")
        #expect(try team.petr.desk.peek(chat).chat.status == .work)
        _ = try team.petr.desk.reply(chat, "Всего доброго", status: .closed)
        #expect(try team.petr.desk.peek(chat).chat.status == .closed)
    }

    @Test(arguments: ["", " \n\t "])
    func anEmptyReplyIsRefused(_ text: String) {
        #expect(throws: InboxError.emptyText) { try team.petr.desk.reply(chat, text) }
    }

    @Test func aReplyOverThePlatformsLimitIsRefused() throws {
        let longest = String(repeating: "я", count: 1000)
        _ = try team.petr.desk.reply(chat, longest)
        #expect(throws: InboxError.textTooLong(count: 1001, limit: 1000, .wildberries)) {
            try team.petr.desk.reply(chat, longest + "!")
        }
        // The platform may count an emoji as two.
        #expect(throws: InboxError.textTooLong(count: 1002, limit: 1000, .wildberries)) {
            try team.petr.desk.reply(chat, String(repeating: "🙂", count: 501))
        }
        #expect(try team.petr.desk.outbox().count == 1)
    }

    @Test func whatAsksForADecisionStandsFirst() throws {
        let first = try team.petr.desk.reply(chat, "раз")
        let other = try team.anna.open("c2")
        let second = try team.anna.desk.reply(other, "два")
        try team.synchronise()
        team.now = team.now + .seconds(11)
        try team.sender.beginSending(second.entity)
        try team.sender.report(second.entity, .unknown(reason: "no answer", ask: true))
        try team.synchronise()
        let rows = try team.anna.desk.outbox()
        #expect(rows.map(\.entity) == [second.entity, first.entity])
        #expect(rows.map(\.state) == [.unknown, .queued])
        #expect(rows.first?.reason == "no answer")
        #expect(try team.anna.desk.counts().unknownReplies == 1)
    }

    @Test(arguments: [
        (ReplyDecision.sent, OutboxRow.State.sent), (.again, .queued), (.drop, .dropped),
    ])
    func aPersonDecidesWhatNobodyKnows(
        _ decision: ReplyDecision, _ expected: OutboxRow.State
    ) throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        try team.synchronise()
        #expect(throws: InboxError.nothingToDecide(.held)) {
            try team.anna.desk.decide(reply.entity, decision)
        }
        team.now = team.now + .seconds(11)
        try team.sender.beginSending(reply.entity)
        try team.sender.report(reply.entity, .unknown(reason: "no answer", ask: true))
        try team.synchronise()
        #expect(try team.anna.desk.decide(reply.entity, decision).state == expected)
        try team.synchronise()
        #expect(try state(reply, team.petr) == expected)
        let steps = try team.petr.desk.log(chat).filter { $0.kind == .delivery }.map(\.value)
        #expect(
            steps == ["claim", "intent", "outcome unknown", "decide \(decision.rawValue)"])
    }

    @Test func aHeldReplyWaitsUntilItIsReleased() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        #expect(try team.petr.desk.hold(reply.entity).state == .held)
        team.now = team.now + .seconds(3600)
        try team.synchronise()
        #expect(try state(reply, team.anna) == .held)
        let newer = try team.anna.receive("Ау", in: "c1", id: "2", sent: 30)
        #expect(try team.anna.desk.release(reply.entity).state == .queued)
        #expect(try team.anna.store.act(reply.entity)?.basis == newer)
        #expect(try team.anna.desk.cancel(reply.entity).state == .cancelled)
        #expect(throws: InboxError.replyIsNow(.cancelled)) {
            try team.anna.desk.hold(reply.entity)
        }
        try team.synchronise()
        #expect(try state(reply, team.petr) == .cancelled)
        #expect(try team.petr.desk.outbox().isEmpty)
    }

    @Test func aDeliveredReplyAnswersWhatCameBeforeIt() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        try team.synchronise()
        team.now = team.now + .seconds(20)
        try team.sender.beginSending(reply.entity)
        #expect(try team.sender.desk.peek(chat).chat.waitingSince == Team.noon)
        try team.sender.report(reply.entity, .sent(evidence: "5"))
        try team.synchronise()
        #expect(try team.anna.desk.peek(chat).chat.waitingSince == nil)
        try team.anna.receive("Спасибо, а когда?", in: "c1", id: "2", sent: 1)
        #expect(
            try team.anna.desk.peek(chat).chat.waitingSince == Team.noon + .seconds(60))
    }

    @Test func aDeliveredReplyIsShownOnceThoughThePlatformGivesItBack() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        try team.synchronise()
        team.now = team.now + .seconds(20)
        try team.sender.beginSending(reply.entity)
        try team.sender.report(reply.entity, .sent(evidence: "5"))
        try team.synchronise()
        #expect(try team.anna.desk.peek(chat).replies.map(\.state) == [.sent])
        try team.anna.receive("Уже едет", in: "c1", from: .seller, id: "5", sent: 1)
        let detail = try team.anna.desk.peek(chat)
        #expect(detail.replies.isEmpty)
        #expect(detail.messages.map(\.text) == ["Где заказ?", "Уже едет"])
    }

    @Test func aReplyIsFoundByItsPrefix() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        #expect(try team.petr.desk.resolveReply(reply.short.uppercased()) == reply.entity)
        #expect(throws: InboxError.noSuchReply("out")) { try team.petr.desk.resolveReply("out") }
    }

    @Test func aMessageThatCameWhileTheReplyWasUnderWayIsNotAnswered() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        try team.synchronise()
        team.now = team.now + .seconds(20)
        try team.sender.beginSending(reply.entity)
        try team.anna.receive("А когда?", in: "c1", id: "2", sent: 1)
        team.now = team.now + .seconds(60)
        try team.sender.report(reply.entity, .sent(evidence: "5"))
        try team.synchronise()
        #expect(
            try team.anna.desk.peek(chat).chat.waitingSince == Team.noon + .seconds(60))
    }

    @Test func aTelegramReplyHasALimitOfItsOwn() throws {
        let other = try team.anna.open("t1", market: .telegram, account: "5")
        let longest = String(repeating: "я", count: 4096)
        _ = try team.anna.desk.reply(other, longest)
        #expect(throws: InboxError.textTooLong(count: 4097, limit: 4096, .telegram)) {
            try team.anna.desk.reply(other, longest + "!")
        }
    }

    @Test func answeringLeavesAQuestionAQuestion() throws {
        _ = try team.petr.desk.setStatus(chat, .question)
        _ = try team.petr.desk.reply(chat, "Уже едет")
        #expect(try team.petr.desk.peek(chat).chat.status == .question)
    }

    @Test func aLaterAttemptThatPausesIsNotShownAsHeld() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        try team.synchronise()
        team.now = team.now + .seconds(11)
        try team.sender.beginSending(reply.entity)
        try team.sender.report(reply.entity, .notSent(reason: "429", retryAfter: 60_000))
        try team.synchronise()
        let row = try #require(try team.anna.desk.outbox().first)
        #expect(row.attempt == 2)
        #expect(row.state == .queued)
        #expect(throws: InboxError.replyIsNow(.queued)) {
            try team.anna.desk.release(reply.entity)
        }
    }

    @Test func whatMayHaveLeftIsNotCancelledOrHeld() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        try team.synchronise()
        team.now = team.now + .seconds(11)
        try team.sender.beginSending(reply.entity)
        try team.synchronise()
        #expect(throws: InboxError.replyIsNow(.inflight)) {
            try team.petr.desk.cancel(reply.entity)
        }
        #expect(throws: InboxError.replyIsNow(.inflight)) {
            try team.petr.desk.hold(reply.entity)
        }
        #expect(try team.petr.store.unsentCount == 0)
    }

    @Test func nobodyCallsARejectedReplySent() throws {
        let reply = try team.petr.desk.reply(chat, "Уже едет")
        try team.synchronise()
        team.now = team.now + .seconds(11)
        try team.sender.beginSending(reply.entity)
        try team.sender.report(
            reply.entity, .rejected(reason: "400", stopsResource: false))
        try team.synchronise()
        #expect(throws: InboxError.nothingToDecide(.rejected)) {
            try team.anna.desk.decide(reply.entity, .sent)
        }
        #expect(try team.anna.desk.decide(reply.entity, .again).state == .queued)
    }
}
