import SkeinCRDT
import SkeinTransport
import SourceEmulator
import Testing

@Suite struct WildberriesLimitTests {
    @Test(arguments: Way.allCases)
    func theEleventhCallWithinTenSecondsIsTooMany(way: Way) async throws {
        try await EmulatorWorld.run(way) { world in
            let path = "/api/v1/seller/chats"
            for left in (0..<10).reversed() {
                let answer = try await world.wildberries(path)
                #expect(answer.header("X-Ratelimit-Remaining") == String(left))
            }
            let limited = try await world.wildberries(path)
            #expect(limited.status == 429)
            #expect(limited.header("X-Ratelimit-Retry") == "1")
            #expect(limited.header("X-Ratelimit-Reset") == "10")
            #expect(limited.header("X-Ratelimit-Limit") == "10")
            #expect(limited.header("X-Ratelimit-Remaining") == nil)
            #expect(try await world.wildberries("/api/v1/seller/events").status == 200)
            world.advance(.seconds(1))
            #expect(try await world.wildberries(path).status == 200)
            #expect(try await world.wildberries(path).status == 429)
        }
    }

    @Test func aBasicTokenMayAskOnceAnHour() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            try await world.control("wb/account", ["token": "basic", "basic": true])
            let path = "/api/v1/seller/events"
            #expect(try await world.wildberries(path, token: "basic").status == 200)
            world.advance(.seconds(3599))
            let limited = try await world.wildberries(path, token: "basic")
            #expect(limited.header("X-Ratelimit-Retry") == "1")
            world.advance(.seconds(1))
            #expect(try await world.wildberries(path, token: "basic").status == 200)
        }
    }

    @Test func pingMayBeCalledThreeTimesInThirtySeconds() async throws {
        try await EmulatorWorld.run(.inProcess) { world in
            for _ in 0..<3 {
                let answer = try await world.wildberries("/ping")
                #expect(answer.json["Status"] == "OK")
            }
            #expect(try await world.wildberries("/ping").status == 429)
        }
    }
}
