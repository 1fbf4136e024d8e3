import Foundation
import InboxREPL
import SkeinClock
import Testing

struct LiveSessionTests {
    private func open(_ home: ReplicaHome) throws -> LiveSession {
        try LiveSession(
            folder: home.folder, clock: SystemClock(), zone: Shop.moscow, client: try FakeRelay())
    }

    @Test func aClosedSessionLeavesNothingToCheckAndLetsTheNextOneIn() async throws {
        let home = try ReplicaHome()
        let session = try open(home)
        let notices = await session.notices()
        let mark = home.folder.appending(path: "running").path
        #expect(FileManager.default.fileExists(atPath: mark))
        try await session.close()
        // It need not be forgotten first.
        #expect(!FileManager.default.fileExists(atPath: mark))
        for await _ in notices { Issue.record("nothing has happened") }
        try await open(home).close()
        withExtendedLifetime(session) {}
    }
}
