import Foundation
import SkeinTesting
import Testing

/// The options of `skein-sim sources`.
@Suite(.serialized) struct EmulatorProgramTests {
    private func chat(seed: Int) throws -> String? {
        let emulator = try Emulator(["--seed", String(seed)])
        let placed = try emulator.control("wb/buyer-message", ["buyer": "О", "text": "?"])
        return placed["chat"] as? String
    }

    @Test func theSeedNamesAllIDs() throws {
        let first = try chat(seed: 5)
        #expect(try first == chat(seed: 5))
        #expect(try first != chat(seed: 6))
    }

    @Test func theTokensGivenAreItsAccountsAndNoOthers() throws {
        let emulator = try Emulator(["--wb-token", "one", "--wb-token", "two", "--tg-token", "9:t"])
        for (platform, token) in [("wb", "one"), ("wb", "two"), ("tg", "9:t")] {
            let placed = try emulator.control(
                "\(platform)/buyer-message", ["account": token, "buyer": "О", "text": "?"])
            #expect(placed["chat"] != nil)
        }
        #expect(throws: Emulator.Refused.self) {
            try emulator.control(
                "wb/buyer-message", ["account": "wb-token", "buyer": "О", "text": "?"])
        }
    }

    @Test func aDayIsLoadedFromAFileOrTheProgramDoesNotStart() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let file = folder.appending(path: "day.json")
        let day = #"[{"platform": "wb", "buyer": "О", "text": "?", "after": 86400000}]"#
        try Data(day.utf8).write(to: file)
        let emulator = try Emulator(["--load", file.path])
        #expect(try emulator.control("state")["scheduled"] as? Int == 1)
        try Data(#"[{"platform": "vk"}]"#.utf8).write(to: file)
        let failing = try RunningProgram(
            "skein-sim", ["sources", "--load", file.path],
            environment: ProcessInfo.processInfo.environment)
        #expect(failing.wait() != 0)
        #expect(failing.standardError.contains("platform must be one of: "))
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func itServesUntilItIsAskedToEnd(signal: Int32) throws {
        let emulator = try Emulator()
        #expect(try emulator.control("state")["ledger"] as? Int == 0)
        emulator.program.signal(signal)
        #expect(emulator.program.wait() == 0)
    }

    @Test(arguments: ["nowhere", ":80", "127.0.0.1:x", "127.0.0.1:70000"])
    func anAddressThatIsNoneIsAUsageError(listen: String) throws {
        let program = try RunningProgram(
            "skein-sim", ["sources", "--listen", listen],
            environment: ProcessInfo.processInfo.environment)
        #expect(program.wait() == 64)
    }
}
