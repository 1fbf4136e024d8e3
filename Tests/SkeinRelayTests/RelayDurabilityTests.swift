import Foundation
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@Suite("What the relay has answered is on its disk:", .serialized)
struct RelayDurabilityTests {
    @Test func `killed at any moment, it loses no acknowledged entry`() async throws {
        let folder = try StoreFolder()
        var acknowledged: [UInt64: [UInt8]] = [:]
        var workspace: TestWorkspace?
        // 7, 16, 25, 34 and 43 acknowledged appends at least, one kill after each.
        for round in 0..<5 {
            let relay = try await RelayProcess.start(store: folder.url)
            var current = try await Self.opened(workspace, relay)
            for (index, id) in try await Self.appendUntilKilled(
                relay, &current, after: 7 + 9 * round)
            {
                acknowledged[index] = id
            }
            workspace = current
        }
        let relay = try await RelayProcess.start(store: folder.url)
        let current = try #require(workspace)
        let items = try await relay.page(current).items
        for (index, id) in acknowledged.sorted(by: { $0.key < $1.key }) {
            try #require(index < items.count)
            #expect(items[Int(index)].batch?.id == id)
        }
        #expect(acknowledged.count >= 125)
        try await relay.end(SIGTERM)
    }

    /// The workspace as the log has it now, which may hold an entry whose answer was lost.
    private static func opened(
        _ known: TestWorkspace?, _ relay: RelayProcess
    ) async throws -> TestWorkspace {
        let workspace: TestWorkspace
        if let known {
            workspace = known
        } else {
            workspace = try TestWorkspace(relay: try await relay.verifier())
            _ = try await relay.append(workspace.genesis.append(), to: workspace)
        }
        return try TestWorkspace(
            continuing: try await relay.page(workspace), workspace: workspace.id)
    }

    /// Appends one batch after another; once `count` are acknowledged, the relay is killed while
    /// the next are on their way. The ids of all acknowledged ones by index.
    private static func appendUntilKilled(
        _ relay: RelayProcess, _ workspace: inout TestWorkspace, after count: Int
    ) async throws -> [UInt64: [UInt8]] {
        var acknowledged: [UInt64: [UInt8]] = [:]
        let (enough, isEnough) = AsyncStream<Void>.makeStream()
        async let status = { () async throws -> Int32 in
            for await _ in enough {}
            return try await relay.end(SIGKILL)
        }()
        while true {
            let batch = try workspace.batch()
            guard let answer = try? await relay.append(batch.append(), to: workspace) else { break }
            acknowledged[answer.index] = batch.id
            _ = workspace.follow(
                LogPage.Item(entry: batch.entry(at: answer.time), records: batch.records))
            if acknowledged.count == count { isEnough.finish() }
        }
        _ = try await status
        return acknowledged
    }

    @Test func `the write-ahead log is synced before the answer leaves`() async throws {
        let strace = "/usr/bin/strace"
        guard FileManager.default.isExecutableFile(atPath: strace) else {
            print("sync before answer: skipped, there is no \(strace)")
            return
        }
        let folder = try StoreFolder()
        let trace = folder.url.appending(path: "trace")
        let calls = "trace=fsync,fdatasync,write,writev,sendto,sendmsg,pwrite64"
        let relay: RelayProcess
        do {
            relay = try await RelayProcess.start(
                store: folder.url.appending(path: "store"),
                wrapper: [strace, "-f", "-y", "-e", calls, "-o", trace.path])
        } catch let ended as RelayProcess.Ended where ended.complaint.contains("ptrace") {
            print("sync before answer: skipped, strace may not trace here")
            return
        }
        var workspace = try TestWorkspace(relay: try await relay.verifier())
        _ = try await relay.append(workspace.genesis.append(), to: workspace)
        workspace = try TestWorkspace(
            continuing: try await relay.page(workspace), workspace: workspace.id)
        for _ in 0..<3 {
            let answer = try await relay.append(try workspace.batch().append(), to: workspace)
            workspace = try TestWorkspace(
                continuing: try await relay.page(workspace), workspace: workspace.id)
            #expect(answer.index == workspace.state.size - 1)
        }
        try await relay.end(SIGTERM)
        let text = try String(contentsOf: trace, encoding: .utf8)
        let events = SyncTrace.events(text.split(separator: "\n").map(String.init))
        // relay, genesis, page, then three times append and page.
        #expect(events.filter { $0 == .answered }.count == 9)
        #expect(SyncTrace.answersAfterUnsyncedWrites(events) == 0)
        #expect(events.filter { $0 == .synced }.count >= 4)
    }
}

/// What a trace of system calls says about one file and the answers.
enum SyncTrace {
    enum Event: Hashable { case written, synced, answered }

    /// A call that is shown in two halves counts where it ends, a written answer where it begins.
    static func events(_ lines: [String]) -> [Event] {
        var events: [Event] = []
        var syncing: Set<Substring> = []
        for line in lines {
            let process = line.prefix { $0 != " " }
            if line.contains("pwrite64("), line.contains("relay.sqlite-wal>") {
                events.append(.written)
            } else if line.contains("sync("), line.contains("relay.sqlite-wal>") {
                if line.contains("unfinished") {
                    syncing.insert(process)
                } else if line.hasSuffix("= 0") {
                    events.append(.synced)
                }
            } else if line.contains("sync resumed"), syncing.remove(process) != nil {
                if line.hasSuffix("= 0") { events.append(.synced) }
            } else if line.contains("HTTP/1.1 200") {
                events.append(.answered)
            }
        }
        return events
    }

    /// How many answers left while something written was not synced yet.
    static func answersAfterUnsyncedWrites(_ events: [Event]) -> Int {
        var isDirty = false
        var count = 0
        for event in events {
            switch event {
            case .written: isDirty = true
            case .synced: isDirty = false
            case .answered: count += isDirty ? 1 : 0
            }
        }
        return count
    }
}
