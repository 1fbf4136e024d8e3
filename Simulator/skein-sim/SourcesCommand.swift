import ArgumentParser
import Foundation
import SkeinCRDT
import SkeinClock
import SkeinServing
import SourceEmulator

/// Wildberries, Ozon, Yandex Market and Telegram on one port of this machine.
struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "Emulate the platforms that buyers write on.",
        discussion: """
            Prints one line, "listening on http://HOST:PORT", and serves until SIGTERM or SIGINT. \
            All platforms have this one base address: Telegram's calls begin with /bot<token>/, \
            Yandex Market's with /v2/businesses/, Ozon's with /v1/chat/, /v2/chat/, /v3/chat/ or \
            /v1/roles, all others are Wildberries'. Tests steer it under /control; see \
            docs/emulator.md.
            """)

    /// Wildberries takes up to 30 MB of files with one message, Telegram one of 50 MB.
    private static let limits = ServiceLimits(bodyBytesMax: 64 << 20)

    @Option(help: "Address and port to listen on; port 0 takes any free one.")
    var listen = ListenAddress(host: "127.0.0.1", port: 0)

    @Option(help: "All ids to come follow from this number.")
    var seed: UInt64 = 1

    @Option(help: "A JSON file of messages to place, as for POST /control/load.")
    var load: String?

    @Option(name: .customLong("wb-token"), help: "One seller each. (default: wb-token)")
    var wildberriesTokens: [String] = []

    @Option(name: .customLong("tg-token"), help: "One bot each. (default: 700100:tg-token)")
    var telegramTokens: [String] = []

    @Option(
        name: .customLong("ozon-token"),
        help: "One seller each, CLIENT-ID:API-KEY. (default: 1234:ozon-token)")
    var ozonTokens: [String] = []

    @Option(
        name: .customLong("ym-token"),
        help: "One cabinet each, BUSINESS-ID:API-KEY. (default: 880011:ym-token)")
    var yandexTokens: [String] = []

    func run() async throws {
        let clock = SystemClock()
        var emulator = SourceEmulator(
            seed: seed,
            wildberriesTokens: wildberriesTokens.isEmpty ? ["wb-token"] : wildberriesTokens,
            telegramTokens: telegramTokens.isEmpty ? ["700100:tg-token"] : telegramTokens,
            ozonTokens: ozonTokens.isEmpty ? ["1234:ozon-token"] : ozonTokens,
            yandexTokens: yandexTokens.isEmpty ? ["880011:ym-token"] : yandexTokens)
        if let load { try place(load, in: &emulator, now: clock.now().wall) }
        let host = EmulatorHost(emulator) { clock.now().wall }
        let service = HTTPService(
            host: listen.host, port: listen.port, limits: Self.limits
        ) { call in
            switch await host.reply(to: call) {
            case .answer(let answer): .answer(answer)
            case .drop: .close
            }
        }
        let address = listen
        try await service.run { port in
            let line = "listening on \(address.url(port: port))\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
    }

    private func place(_ file: String, in emulator: inout SourceEmulator, now: WallTime) throws {
        let data = try Data(contentsOf: URL(filePath: file))
        guard let messages = JSONValue([UInt8](data)) else {
            throw ValidationError("\(file) is not JSON")
        }
        do {
            _ = try emulator.load(messages, now: now)
        } catch {
            throw ValidationError("\(file): \(error.sentence)")
        }
    }
}
