import SkeinCRDT
import SkeinHTTP
import SkeinServing
import SkeinTesting
import SkeinTransport
import SourceEmulator
import Testing

/// How a test reaches the emulator.
enum Way: String, CaseIterable, CustomTestStringConvertible {
    case inProcess = "in process"
    case overASocket = "over a socket"

    var testDescription: String { rawValue }
}

/// An emulator and a clock that stands still until a test moves it.
final class EmulatorWorld: Sendable {
    static let start = WallTime(milliseconds: 1_782_900_000_000)
    static let wildberriesToken = "wb-token"
    static let telegramToken = "700100:tg-token"
    static let ozonClient = "1234"
    static let ozonKey = "ozon-key"
    static let yandexBusiness = "880011"
    static let yandexKey = "ACMA:ym-key"

    private let clock: ClockBox
    private let carryOut: @Sendable (HTTPCall) async -> HTTPAnswer?
    private let base: String

    /// Runs a test against an emulator with two accounts of each platform.
    static func run(
        _ way: Way, seed: UInt64 = 1, _ body: (EmulatorWorld) async throws -> Void
    ) async throws {
        let clock = ClockBox()
        let host = EmulatorHost(
            SourceEmulator(
                seed: seed, wildberriesTokens: [wildberriesToken, "wb-other"],
                telegramTokens: [telegramToken, "700200:tg-other"],
                ozonTokens: ["\(ozonClient):\(ozonKey)", "5678:ozon-other"],
                yandexTokens: ["\(yandexBusiness):\(yandexKey)", "880022:ACMA:ym-other"])
        ) { clock.now }
        switch way {
        case .inProcess:
            try await body(
                EmulatorWorld(clock: clock, base: "http://emulator") { call in
                    guard case .answer(let answer) = await host.reply(to: call) else { return nil }
                    return answer
                })
        case .overASocket:
            let service = HTTPService(
                host: "127.0.0.1", port: 0, limits: ServiceLimits(bodyBytesMax: 40 << 20),
                stopsOnSignals: false
            ) { call in
                guard case .answer(let answer) = await host.reply(to: call) else { return .close }
                return .answer(answer)
            }
            try await whileServing({ try await service.run(onListening: $0) }) { port in
                let client = CurlClient()
                try await body(
                    EmulatorWorld(clock: clock, base: "http://127.0.0.1:\(port)") { call in
                        // Otherwise libcurl itself repeats what the emulator leaves unanswered.
                        var once = call
                        once.once = OnceGate(mark: [], closes: MonotonicTime(milliseconds: .max))
                        let outcome = await client.perform(once) { true }
                        guard case .success(let answer) = outcome else { return nil }
                        return answer
                    })
            }
        }
    }

    private init(
        clock: ClockBox, base: String,
        carryOut: @escaping @Sendable (HTTPCall) async -> HTTPAnswer?
    ) {
        self.clock = clock
        self.base = base
        self.carryOut = carryOut
    }

    func advance(_ span: Duration) { clock.advance(span) }

    /// Nil where the connection was closed without an answer.
    func call(
        _ method: String, _ path: String, headers: [HTTPHeader] = [], body: [UInt8] = []
    ) async -> HTTPAnswer? {
        await carryOut(
            HTTPCall(method: method, url: base + path, headers: headers, body: body, label: path))
    }
}
