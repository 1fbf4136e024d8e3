import Foundation
import SkeinStore
import SkeinTesting
import Testing

@Suite struct OwnerLockTests {
    /// Takes the lock as a store does, says so with its process id, and stays.
    private static let holder = """
        import fcntl, os, signal, sys
        lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.ftruncate(lock, 0)
        os.pwrite(lock, b"%d\\n" % os.getpid(), 0)
        print("locked", os.getpid(), flush=True)
        signal.pause()
        """

    @Test func `a second opening in another process is refused at once, with its holder`() throws {
        guard let python = Programs.inPath("python3") else { return }
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let lock = folder.appending(path: "lock").path
        let other = try RunningProgram(
            python.path, ["-c", Self.holder, lock],
            environment: ProcessInfo.processInfo.environment)
        defer { Self.end(other) }
        let words = try other.line(beginning: "locked ").split(separator: " ")
        let pid = try #require(words.last.flatMap { Int32($0) })
        let start = ContinuousClock.now
        let failure = StoreFile.failure(in: folder)
        #expect(ContinuousClock.now - start < .seconds(1))
        #expect(failure == .locked(holderPID: pid))
        // Nothing was made on the way.
        #expect(!StoreFile.exists(ReplicaStore.databasePath(folder)))
        Self.end(other)
        #expect(StoreFile.failure(in: folder) == nil)
    }

    @Test func `the holder is named though the file held a longer id before`() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "lock").path
        try StoreFile.write(Array("123456789012\n".utf8), path)
        let store = try ReplicaStore(
            folder: folder, schema: TodoList.schema, views: TodoList.views)
        #expect(StoreFile.failure(in: folder) == .locked(holderPID: getpid()))
        withExtendedLifetime(store) {}
    }

    @Test func `a store that was closed lets another one in, though it is still remembered`()
        throws
    {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try ReplicaStore(
            folder: folder, schema: TodoList.schema, views: TodoList.views)
        try store.close()
        #expect(StoreFile.failure(in: folder) == nil)
        withExtendedLifetime(store) {}
    }

    /// May be called again: a process id is not used after its end.
    private static func end(_ program: RunningProgram) {
        guard program.isRunning else { return }
        program.signal(SIGKILL)
        program.wait()
    }

    @Test func `a second opening in this process is refused, until the first has ended`() throws {
        let team = try TodoTeam()
        let folder = team.folder(0)
        let own = getpid()
        #expect(StoreFile.failure(in: folder) == .locked(holderPID: own))
        try team.record(0, [TodoList.name(TodoList.item("milk"), "Milk")])
        team.close(0)
        #expect(StoreFile.failure(in: folder) == nil)
        #expect(try team.lines(0) == ["Milk/0//"])
    }
}
