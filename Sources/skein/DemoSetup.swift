import Foundation
import InboxREPL
import Synchronization

/// Builds the demo's world: the same commands that an operator would type, one process each.
struct DemoSetup: Sendable {
    let places: DemoPlaces
    let world: DemoWorld
    let say: @Sendable (Bilingual) -> Void

    /// A command that did not end with 0.
    struct Failure: Error {
        let line: String
        let code: Int32
        let lastWords: String
    }

    /// Joining takes a few round trips through a relay on this machine.
    private static let joinDeadline = Duration.seconds(60)

    func run(now: Int64) async throws {
        let day = try JSONDecoder().decode(
            DemoDay.self, from: Data(contentsOf: URL(filePath: places.day)))
        try day.orders(now: now).write(to: URL(filePath: places.orders))
        say(Bilingual(ru: "запускаем реле и площадки", en: "starting the relay and the platforms"))
        try await world.startSources(day)
        try await world.startRelay()
        say(Bilingual(ru: "создаём пространство Анны", en: "founding Anna's workspace"))
        let relay = await world.relayAddress
        try await skein(
            places.anna, "workspace", "create", "--relay", relay, "--as", "anna", "--name", "Анна")
        try await addSources(day)
        say(Bilingual(ru: "приглашаем Петра", en: "inviting Pyotr"))
        try await join()
        let address = await world.sourcesAddress
        for account in day.accounts {
            try await skein(
                places.petr, "source", "add", account.name, "--url", address, "--token-file",
                places.token(account.name))
        }
        say(Bilingual(ru: "читаем переписку дня", en: "reading the day's chats"))
        try await skein(places.anna, "sync", "--once")
        try await skein(places.petr, "sync", "--once")
    }

    private func addSources(_ day: DemoDay) async throws {
        let address = await world.sourcesAddress
        for account in day.accounts {
            let file = places.token(account.name)
            guard
                FileManager.default.createFile(
                    atPath: file, contents: Data((account.token + "\n").utf8),
                    attributes: [.posixPermissions: 0o600])
            else { throw DemoPlaces.Failure.folderUnusable(file, "") }
            say(Bilingual(ru: "подключаем \(account.name)", en: "connecting \(account.name)"))
            try await skein(
                places.anna, "source", "add", account.market, account.name, "--url", address,
                "--token-file", file)
        }
    }

    /// Pyotr's device asks and waits; Anna's, which is online now and then, lets it in.
    private func join() async throws {
        try await skein(places.anna, "workspace", "invite", "--out", places.invite)
        let joiner = try ChildProcess.start(
            places.skein,
            [
                "--store", places.petr, "workspace", "join", "--invite-file", places.invite,
                "--as", "petr", "--name", "Пётр",
            ], output: places.log("join"))
        let start = ContinuousClock.now
        while ContinuousClock.now - start < Self.joinDeadline {
            if let code = joiner.exitCode() {
                guard code == 0 else { throw failure("workspace join", code, places.log("join")) }
                return
            }
            try await skein(places.anna, "sync", "--once")
            try await Task.sleep(for: .milliseconds(200))
        }
        kill(joiner.id, SIGTERM)
        throw failure("workspace join", await joiner.wait(), places.log("join"))
    }

    private func skein(_ store: String, _ words: String...) async throws {
        let log = places.log("setup")
        let child = try ChildProcess.start(
            places.skein, ["--store", store] + words, output: log)
        let code = await child.wait()
        try Task.checkCancellation()
        guard code == 0 else { throw failure(words.joined(separator: " "), code, log) }
    }

    private func failure(_ line: String, _ code: Int32, _ log: String) -> Failure {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        let last = text.split(separator: "\n").suffix(3).joined(separator: "\n")
        return Failure(line: line, code: code, lastWords: last)
    }
}
