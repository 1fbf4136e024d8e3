import Inbox
import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

/// The order of work: which chat comes next, and how many there are.
@Suite struct DeskQueueTests {
    private let team: Team
    private let chat: EntityID

    init() throws { (team, chat) = try Team.withChat() }

    @Test func chatsThatWaitSinceTheSameMomentAllHaveTheirTurn() throws {
        var waiting: Set<EntityID> = [chat]
        for number in 2...5 {
            waiting.insert(try team.anna.open("c\(number)"))
            try team.anna.receive("Ау", in: "c\(number)", id: "\(number)")
        }
        var visited: [EntityID] = []
        var current: EntityID?
        for _ in waiting {
            current = try team.anna.desk.next(after: current)?.entity
            visited.append(try #require(current))
        }
        #expect(Set(visited) == waiting)
        #expect(try team.anna.desk.next(after: current)?.entity == visited.first)
    }

    @Test func chatsWithoutAnOrderOfTheirOwnAreListedByID() throws {
        for number in 0..<20 { try team.anna.open("more-\(number)") }
        for key in [ChatSort.Key.status, .buyer, .source, .updated] {
            let ids = try team.anna.desk.list("-buyer:олег", sort: ChatSort(key)).rows.map(\.id)
            #expect(ids == ids.sorted(), "\(key)")
            #expect(ids.count == 20)
        }
    }

    @Test func whatIsClosedIsNoLongerMineToDo() throws {
        _ = try team.anna.desk.take(chat)
        #expect(try team.anna.desk.counts().mineChats == 1)
        _ = try team.anna.desk.setStatus(chat, .closed)
        #expect(try team.anna.desk.counts().mineChats == 0)
        #expect(try team.anna.desk.counts().chatCountByStatus[.closed] == 1)
    }

    @Test func onlyRepliesThatWaitForTheirTimeAreCountedAsHeld() throws {
        _ = try team.anna.desk.reply(chat, "раз")
        team.now = team.now + .seconds(20)
        _ = try team.anna.desk.reply(chat, "два")
        let counts = try team.anna.desk.counts()
        #expect(counts.openReplies == 2)
        #expect(counts.heldReplies == 1)
    }

    @Test func onlyBuyersMessagesAreNews() throws {
        let (none, before) = try team.anna.desk.newMessages(after: nil)
        #expect(none.isEmpty)
        try team.anna.receive("Уже едет", in: "c1", from: .seller, id: "2", sent: 1)
        try team.anna.receive("И когда?", in: "c1", id: "3", sent: 2)
        let (news, after) = try team.anna.desk.newMessages(after: before)
        #expect(news.map(\.text) == ["И когда?"])
        #expect(news.map(\.chat) == [chat])
        #expect(try team.anna.desk.newMessages(after: after).messages.isEmpty)
    }
}
