import Inbox
import Skein
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinWire

extension LiveSession {
    package func notices() async -> AsyncStream<Notice> {
        await startLoop()
        let (stream, sink) = AsyncStream.makeStream(
            of: Notice.self, bufferingPolicy: .bufferingNewest(256))
        let watch = NoticeWatch(session: self)
        let task = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await watch.followChanges(into: sink) }
                group.addTask { await watch.followReplica(into: sink) }
                await group.waitForAll()
            }
            sink.finish()
        }
        sink.onTermination = { _ in task.cancel() }
        self.watch.withLock { $0 = task }
        return stream
    }
}

/// Turns what happens in the replica into lines for the one at the prompt.
actor NoticeWatch {
    private let session: LiveSession
    private var knownMessages: Int64?
    /// A message's row is written anew when its entry comes back from the log.
    private var announced: Set<EntityID> = []
    private var stateByReply: [EntityID: String] = [:]
    private var knownConflicts: Set<EntityID>?

    init(session: LiveSession) { self.session = session }

    /// What colleagues and buyers did, found by comparing with what was known before.
    func followChanges(into sink: AsyncStream<Notice>.Continuation) async {
        _ = try? await compare()
        for await _ in session.replica.changes {
            do {
                for notice in try await compare() { sink.yield(notice) }
            } catch {
                sink.yield(.alarm(detail: String(describing: error)))
            }
        }
    }

    /// What the engines report.
    func followReplica(into sink: AsyncStream<Notice>.Continuation) async {
        for await notice in session.replica.notices {
            let subject = notice.subject
            let name =
                try? await session.desk { desk in
                    try desk.sources().first { $0.entity == subject }?.name
                }
            if let shown = Notice(notice, sourceName: name.flatMap { $0 } ?? "?") {
                sink.yield(shown)
            }
        }
    }

    private func compare() async throws -> [Notice] {
        let known = knownMessages
        let found = try await session.desk { try $0.newMessages(after: known) }
        knownMessages = found.last
        return found.messages.filter { announced.insert($0.id).inserted }.map {
            Notice.message(source: $0.source, chat: $0.chat, buyer: $0.buyer, text: $0.text)
        } + (try await changedReplies()) + (try await newConflicts())
    }

    private func changedReplies() async throws -> [Notice] {
        let rows = try await session.replica.perform { store, _, _ in try store.acts() }
        defer {
            stateByReply = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0.state.name) })
        }
        return rows.compactMap { act -> Notice? in
            guard let before = stateByReply[act.id], before != act.state.name else { return nil }
            switch act.state {
            case .sent: return .sent(reply: act.id, chat: act.lane)
            case .rejected(let reason, _):
                return .rejected(reply: act.id, chat: act.lane, reason: reason)
            case .unknown: return .needsDecision(reply: act.id, chat: act.lane)
            default: return nil
            }
        }
    }

    private func newConflicts() async throws -> [Notice] {
        let now = Set(
            try await session.replica.perform { store, _, _ in
                try store.conflicts().map(\.state.id)
            })
        defer { knownConflicts = now }
        guard let knownConflicts else { return [] }
        return now.subtracting(knownConflicts).sorted().map { .conflict(chat: $0) }
    }
}

extension Notice {
    /// What the one at the prompt is told of an engine's notice; nil for what needs no word.
    init?(_ notice: SkeinSync.Notice, sourceName: String) {
        switch notice.code {
        case "relay.reached": self = .connected
        case "relay.unreachable", "relay.notTheRelay", "relay.refused":
            let detail = notice.detail.isEmpty ? notice.code : notice.detail
            self = .disconnected(detail: detail)
        case "log.updateNeeded": self = .updateNeeded(detail: notice.detail)
        case "member.added": self = .joined(login: notice.detail)
        case "source.token-ends":
            self = .tokenEnds(source: sourceName, days: Int(notice.detail) ?? 0)
        case let code where code.hasPrefix("source."):
            guard notice.urgency != .information else { return nil }
            self = .sourceStopped(source: sourceName, reason: "\(code) \(notice.detail)")
        default:
            guard notice.urgency == .alarm else { return nil }
            self = .alarm(detail: "\(notice.code): \(notice.detail)")
        }
    }
}
