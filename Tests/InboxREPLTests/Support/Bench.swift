import Foundation
import InboxREPL
import SkeinCRDT
import Synchronization

/// A shell at a bench: its session, and everything it prints.
struct Bench: Sendable {
    /// What came out on each stream since it was last taken.
    final class Output: Sendable {
        private let text = Mutex("")
        func add(_ more: String) { text.withLock { $0 += more } }
        func take() -> String {
            text.withLock { text in
                defer { text = "" }
                return text
            }
        }
    }

    let session: ShopSession
    let shell: Shell
    let data = Output()
    let messages = Output()

    init(
        _ language: Language = .en, isTerminal: Bool = false, width: Int = 100,
        change: (inout ShellSettings) -> Void = { _ in }
    ) throws {
        let session = try ShopSession()
        self.session = session
        var settings = ShellSettings(language: language, zone: Shop.moscow, store: "/s") {
            Instant(
                wall: Shop.noon, monotonic: MonotonicTime(milliseconds: Shop.noon.milliseconds))
        }
        change(&settings)
        let (data, messages) = (data, messages)
        let console = Console(
            data: { data.add($0) }, message: { messages.add($0) }, isTerminal: isTerminal,
            messageIsTerminal: false, colour: false, messageColour: false, width: { width })
        shell = Shell(settings: settings, table: .standard(), console: console) { session }
    }

    /// Three chats: Rustam has waited longest, then Alyona, then Igor.
    func withChats() async throws -> Bench {
        try await session.arrange { shop in
            _ = try shop.desk(shop.anna).addSource(.wildberries, account: "77", name: "wb-main")
            try shop.buyer("Рустам", writes: "Крышка разбилась", chat: "c1", minutesAgo: 180)
            try shop.buyer("Алёна", writes: "Где заказ?", chat: "c2", minutesAgo: 90)
            try shop.buyer("Игорь", writes: "Подходит для индукции?", chat: "c3", minutesAgo: 5)
            try shop.synchronise()
        }
        return self
    }

    /// Runs a line; its exit code and what it printed.
    @discardableResult
    func run(_ line: String) async -> (exit: ExitCode, data: String, messages: String) {
        let exit = await shell.run(line: line)
        return (exit, data.take(), messages.take())
    }

    func json(_ line: String) async throws -> [[String: Any]] {
        let result = await run(line)
        let value = try JSONSerialization.jsonObject(with: Data(result.data.utf8))
        return value as? [[String: Any]] ?? (value as? [String: Any]).map { [$0] } ?? []
    }
}
