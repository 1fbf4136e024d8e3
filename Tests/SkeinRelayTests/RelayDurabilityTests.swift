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
            let new = try await Self.appendUntilKilled(relay, &current, after: 7 + 9 * round)
            acknowledged.merge(new) { first, _ in first }
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
        // Should an append fail before its time, the waiting kill must not wait for ever.
        isEnough.finish()
        _ = try await status
        return acknowledged
    }

    /// A relay under strace, which notes these calls; nil, and a word why, where it cannot.
    private static func traced(
        _ calls: String, in folder: URL
    ) async throws -> (relay: RelayProcess, trace: URL)? {
        let strace = "/usr/bin/strace"
        guard FileManager.default.isExecutableFile(atPath: strace) else {
            print("trace of the relay: skipped, there is no \(strace)")
            return nil
        }
        let trace = folder.appending(path: "trace")
        do {
            let relay = try await RelayProcess.start(
                store: folder.appending(path: "store"),
                wrapper: [strace, "-f", "-y", "-e", "trace=\(calls)", "-o", trace.path])
            return (relay, trace)
        } catch let ended as RelayProcess.Ended where ended.complaint.contains("ptrace") {
            print("trace of the relay: skipped, strace may not trace here")
            return nil
        }
    }

    @Test func `the write-ahead log is synced before the answer leaves`() async throws {
        let folder = try StoreFolder()
        let calls = "fsync,fdatasync,write,writev,sendto,sendmsg,pwrite64"
        guard let (relay, trace) = try await Self.traced(calls, in: folder.url) else { return }
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

    @Test func `keys and clock are synced before they get their names, then the folder`()
        async throws
    {
        let folder = try StoreFolder()
        let calls = "fsync,fdatasync,link,linkat,rename,renameat,renameat2"
        guard let (relay, trace) = try await Self.traced(calls, in: folder.url) else { return }
        try await relay.end(SIGTERM)
        let text = try String(contentsOf: trace, encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init)
        for name in ["keys", "clock"] {
            let steps = SyncTrace.steps(lines, toName: name, in: "store")
            #expect(!steps.isEmpty)
            for step in steps { #expect(step == ["sync file", "name", "sync folder"]) }
        }
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

    /// What the thread that named a file did around that, each time: the call before and the one
    /// after it.
    static func steps(_ lines: [String], toName name: String, in folder: String) -> [[String]] {
        let whole = lines.filter { !$0.contains("resumed>") && !$0.contains(" +++ ") }
        return whole.filter { names($0, name) }.map { line in
            let thread = line.prefix { $0 != " " }
            let own = whole.filter { $0.prefix { $0 != " " } == thread }
            let place = own.firstIndex(of: line) ?? 0
            return own[max(place - 1, 0)...min(place + 1, own.count - 1)].map { call in
                if names(call, name) { return "name" }
                guard call.contains("sync(") else { return call }
                if call.contains("/\(folder)/\(name).new>") { return "sync file" }
                return call.contains("/\(folder)>") ? "sync folder" : call
            }
        }
    }

    private static func names(_ line: String, _ name: String) -> Bool {
        (line.contains("link") || line.contains("rename")) && line.contains("/\(name).new\"")
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
