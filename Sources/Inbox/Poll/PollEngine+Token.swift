import InboxSources
import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire

/// How long a token lives, where its platform tells: asked once a day, so that nobody learns of it
/// from a source that has fallen silent.
extension PollEngine {
    private static let askEvery: Duration = .seconds(86_400)
    /// A person is told this long before the end, once a day.
    static let warnBefore: Duration = .seconds(14 * 86_400)

    private static func tokenKey(_ source: EntityID) -> String {
        "poll/token/" + Hex.encode(source.bytes)
    }

    static func storedTokenEnd(
        _ source: EntityID, _ store: ReplicaStore
    ) throws(StoreError) -> WallTime? {
        try store.local(tokenKey(source)).flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
            .map { WallTime(milliseconds: $0) }
    }

    func isTokenDue(_ poller: SourcePoller, _ rules: SourceRules, _ now: Instant) -> Bool {
        guard rules.tellsTokenEnd, poller.walk == nil, poller.isCaughtUp else { return false }
        return poller.tokenAskedAt.map { now.monotonic - $0 >= Self.askEvery } ?? true
    }

    /// What goes wrong here goes wrong with the next poll as well, which tells of it.
    func readTokenEnd(
        _ poller: inout SourcePoller, _ source: SourceRecord, _ adapter: any SourceAdapter,
        _ outcome: HTTPOutcome, now: Instant
    ) throws(StoreError) -> [EngineAction] {
        poller.asksToken = false
        poller.tokenAskedAt = now.monotonic
        poller.phase = .pausing(until: now.monotonic + Self.leastPause(adapter.rules))
        pollerByID[source.id] = poller
        var identity: SourceIdentity?
        do throws(SourceProblem) {
            identity = try adapter.readIdentity(outcome.answer())
        } catch {
            return []
        }
        guard let end = identity?.expires else { return [] }
        if try Self.storedTokenEnd(source.id, store) != end {
            try store.setLocal(Self.tokenKey(source.id), Array(String(end.milliseconds).utf8))
        }
        guard end - now.wall < Self.warnBefore else { return [] }
        let days = max((end - now.wall).components.seconds / 86_400, 0)
        return [
            .notice(
                Notice(
                    .warning, "source.token-ends", subject: source.id, detail: String(days)))
        ]
    }
}
