import Inbox
import SkeinCRDT
import SkeinStore
import SkeinTesting
import SkeinWire
import Testing

/// What a full examination compares is the same however a device came to it: `doctor` must not call
/// a sound store damaged.
@Suite struct ExaminationTests {
    private let team: Team
    private let chats = ["c1", "c2", "c3"]

    init() throws { team = try Team(roles: [.operator, .sender]) }

    private func chat(_ random: inout SplitMix64) -> EntityID {
        InboxID.chat(
            .wildberries, account: "77", conversation: chats[Int(random.below(UInt64(chats.count)))]
        )
    }

    private func step(
        _ number: Int, _ colleague: Colleague, _ random: inout SplitMix64
    ) throws {
        let desk = colleague.desk
        let chat = chat(&random)
        switch random.below(12) {
        case 0:
            try colleague.open(chats[number % 3], buyer: "Покупатель \(number)", order: "\(number)")
        case 1, 2:
            try colleague.receive(
                "Где заказ \(number)?", in: chats[number % 3], id: "\(number)", sent: Int64(number))
        case 3: _ = try desk.tag(chat, add: ["t\(number % 4)"], remove: ["t\((number + 1) % 4)"])
        case 4: _ = try desk.setStatus(chat, ChatStatus.allCases[number % 4])
        case 5: _ = try desk.note(chat, "Заметка \(number)")
        case 6: _ = try desk.take(chat)
        case 7: _ = try desk.reply(chat, "Ответ \(number)")
        case 8: _ = try desk.undo()
        case 9: try colleague.push()
        case 10: try colleague.pull()
        default: _ = try desk.introduce(login: "login\(number % 5)", name: "Имя \(number)")
        }
    }

    @Test(arguments: UInt64(0)..<8)
    func aSoundStoreIsFoundSound(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for chat in chats { try team.anna.open(chat, buyer: "Ольга") }
        _ = try team.anna.desk.addSource(.wildberries, account: "77", name: "wb-main")
        try team.synchronise()
        for number in 0..<120 {
            team.now = team.now + .seconds(20)
            do {
                try step(number, team.colleagues[Int(random.below(3))], &random)
            } catch is InboxError {
                // Refused, and no part of the history.
                continue
            }
        }
        try examineAll()
        try team.synchronise()
        try examineAll()
    }

    private func examineAll() throws {
        for colleague in team.colleagues {
            let found = try colleague.store.examine()
            #expect(found == nil)
        }
    }
}
