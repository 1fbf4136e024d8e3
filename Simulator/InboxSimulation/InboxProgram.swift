import Inbox
package import SimulationKit
import SkeinCRDT
package import SkeinStore
package import SkeinSync
package import SkeinWire

/// The inbox in a simulated world: its production engines on every device, two of the four
/// emulated platforms.
package struct InboxProgram: SimulatedProgram {
    static let wildberriesToken = "wb-token"
    static let telegramToken = "800200:secret"
    static let ozonToken = "1234:ozon-key"
    static let yandexToken = "880011:ACMA:ym-key"

    package let name = "inbox"
    package let schema = InboxSchema.schema
    package let views = InboxViews.views
    package let commands = [
        "source wb|tg|ozon|ym", "take CHAT", "status CHAT new|work|question|closed", "tag CHAT TAG",
        "untag CHAT TAG", "note CHAT TEXT", "show CHAT", "reply CHAT TEXT", "undo",
        "cancel|hold|release NUMBER", "decide NUMBER sent|again|drop",
    ]
    package let serviceCommands = [PlatformService.name: PlatformService.commands]

    package init() {}

    /// Two platforms a world: all four would make every run slower and find no more.
    static func platforms(seed: UInt64) -> [String] {
        let pairs = [
            ["wb", "tg"], ["wb", "tg"], ["wb", "ozon"], ["wb", "ym"], ["tg", "ozon"],
            ["tg", "ym"], ["ozon", "ym"],
        ]
        var random = SimulationRandom(SplitMix64(seed: seed ^ 0x706C_6174))
        return random.pick(pairs)
    }

    /// The first device connects both sources, again where that did not succeed, and a first
    /// message waits in each.
    package func opening(seed: UInt64) -> [Step] {
        let platforms = Self.platforms(seed: seed)
        var steps = [
            Step(at: 0, PlatformService.name, "buyer", platforms[0], "Ольга", "Где мой заказ?"),
            Step(at: 0, PlatformService.name, "buyer", platforms[1], "Иван", "Когда доставка?"),
        ]
        for at in [2_000, 45_000, 100_000] as [Int64] {
            steps.append(Step(at: at, "d0", "does", "source", platforms[0]))
            steps.append(Step(at: at + 500, "d0", "does", "source", platforms[1]))
        }
        return steps
    }

    package let pollLabels: Set<String> = [
        "wb events", "tg getUpdates", "ozon chats", "ym chats",
    ]

    /// The number that commands have for a chat.
    package func name(of id: EntityID, in store: ReplicaStore) throws -> String {
        let number = try InboxLines.chats(store).firstIndex(of: id)
        return number.map { "chat \($0)" } ?? Hex.encode(id.bytes)
    }

    package func services(in world: World) -> [any SimulatedService] {
        [PlatformService(world: world)]
    }

    package func engines(for device: DeviceNode) -> [any Engine] {
        guard let store = device.store else { return [] }
        let tokens: TokenSource = { source in
            PlatformService.token(of: source)
        }
        let budgets = CallBudgets()
        return [
            PollEngine(store: store, tokens: tokens, budgets: budgets),
            DeliverEngine(
                store: store, bootID: device.bootID, tokens: tokens, budgets: budgets),
        ]
    }

    // MARK: What people and buyers do

    package func draw(_ random: inout SimulationRandom) -> [String] {
        let chat = "\(random.below(8))"
        switch random.below(25) {
        case 0..<3: return ["take", chat]
        case 3..<6: return ["status", chat, random.pick(["work", "question", "closed"])]
        case 6..<8: return ["tag", chat, random.pick(["доставка", "брак", "возврат"])]
        case 8: return ["untag", chat, random.pick(["доставка", "брак", "возврат"])]
        case 9: return ["note", chat, "Заметка \(random.below(100_000))"]
        case 10: return ["show", chat]
        case 11: return [random.pick(["cancel", "hold", "release"]), "\(random.below(4))"]
        case 12:
            return ["decide", "\(random.below(4))", random.pick(["sent", "again", "drop"])]
        default: return ["reply", chat, "Ответ \(random.below(1_000_000_000))"]
        }
    }

    package func drawOutside(
        _ random: inout SimulationRandom, seed: UInt64
    ) -> (service: String, words: [String])? {
        let platforms = Self.platforms(seed: seed)
        // Those whose messages can be looked up more often: there is more that can go wrong.
        let platform = random.pick(
            platforms.flatMap { Array(repeating: $0, count: $0 == "tg" ? 1 : 2) })
        guard random.chance(60) else {
            let buyer = random.pick(["Ольга", "Иван", "Пётр", "Мария"])
            return (
                PlatformService.name,
                ["buyer", platform, buyer, "Вопрос \(random.below(1_000_000))"]
            )
        }
        // Of a buyer who has blocked the bot; elsewhere it is about the account.
        guard !platforms.contains("tg") || !random.chance(10) else {
            return (PlatformService.name, ["fault", "tg", "403", "send", "1"])
        }
        let fault = random.pick([
            "drop-answer", "drop-request", "silence", "late", "429", "500-before", "500-after",
            "nonsense", "stop",
        ])
        return (
            PlatformService.name,
            [
                "fault", platform, fault, random.pick(["send", "send", "any"]),
                "\(1 + random.below(3))",
                // How late a request takes effect, or how long a caller is told to wait.
                "\(1_000 * (1 + random.below(150)))",
            ]
        )
    }
}
