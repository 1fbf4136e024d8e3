import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

/// What opening a chat changes, and what stands in it.
@Suite struct DeskShowTests {
    private let team: Team
    private let chat: EntityID

    init() throws { (team, chat) = try Team.withChat() }

    /// A reply as queued, sent and answered by the platform.
    private func deliver(_ text: String) throws -> EntityID {
        let reply = try team.anna.desk.reply(chat, text).entity
        try team.synchronise()
        team.now = team.now + .seconds(20)
        try team.sender.beginSending(reply)
        try team.sender.report(reply, .sent(evidence: "5"))
        try team.synchronise()
        return reply
    }

    @Test func onlyTheBuyersMessagesAreCountedAsRead() throws {
        try team.anna.receive("Уже едет", in: "c1", from: .seller, id: "2", sent: 1)
        try team.anna.receive("Чат под надзором", in: "c1", from: .platform, id: "3", sent: 2)
        _ = try team.anna.desk.show(chat)
        try team.anna.receive("И когда?", in: "c1", id: "4", sent: 3)
        #expect(try team.anna.desk.peek(chat).chat.unreadCount == 1)
        #expect(try team.anna.desk.list("is:unread").total == 1)
    }

    @Test func onlyWhatCameSinceIsMarkedUnread() throws {
        _ = try team.anna.desk.show(chat)
        try team.anna.receive("И когда?", in: "c1", id: "2", sent: 1)
        try team.anna.receive("Уже едет", in: "c1", from: .seller, id: "3", sent: 2)
        #expect(
            try team.anna.desk.show(chat).messages.map(\.isUnread) == [false, true, false])
    }

    @Test func openingSetsNoOtherStatusThanNewToWork() throws {
        for status in [ChatStatus.question, .closed, .work] {
            _ = try team.anna.desk.setStatus(chat, status)
            try team.synchronise()
            #expect(try team.petr.desk.show(chat).chat.status == status)
            #expect(try team.petr.store.unsentCount == 0)
        }
    }

    @Test func oneEchoStandsForOneReplyOfItsText() throws {
        let first = try deliver("Да")
        let second = try deliver("Да")
        try team.anna.receive("Да", in: "c1", from: .seller, id: "5", sent: 1)
        let shown = try team.anna.desk.peek(chat).replies.map(\.entity)
        #expect(shown == [second] || shown == [first])
        try team.anna.receive("Да", in: "c1", from: .seller, id: "6", sent: 2)
        #expect(try team.anna.desk.peek(chat).replies.isEmpty)
    }

    @Test func whatTheShopSaidLongBeforeIsNoEcho() throws {
        try team.anna.receive("Да", in: "c1", from: .seller, id: "0", sent: -60)
        let reply = try deliver("Да")
        #expect(try team.anna.desk.peek(chat).replies.map(\.entity) == [reply])
    }

    @Test func theHistoryClampsAClockThatLeadsTheLog() throws {
        team.now = Team.noon + .seconds(3600)
        _ = try team.petr.desk.setStatus(chat, .question)
        team.now = Team.noon
        try team.synchronise()
        let step = try #require(try team.anna.desk.log(chat).last { $0.kind == .status })
        let lead = Int64(OrderKey.leadMaxMilliseconds)
        #expect(step.time == Team.noon + .milliseconds(lead))
    }
}
