package import InboxSources
package import SkeinCRDT
package import SkeinWire

/// What this device may still ask of each account, shared by all that asks there: polls, replies
/// and the readings that settle doubt.
///
/// Other devices of the workspace, and other programs of the shop, use the same budget and cannot
/// be seen from here, so the platform's own word counts as well: what it refuses for the rate waits
/// as long as it says.
package final class CallBudgets {
    private struct Key: Hashable {
        let source: EntityID
        let limit: CallLimit
        let lane: EntityID?
    }

    private struct Use {
        /// Of the calls within the period, oldest first.
        var times: [MonotonicTime] = []
        var heldUntil: MonotonicTime?
    }

    private var useByKey: [Key: Use] = [:]
    /// Conversations whose own limits are remembered; each is over after a second or a minute.
    private static let keysMax = 4096

    package init() {}

    /// How long a call, or several of one kind, have to wait; zero: they may be made.
    package func wait(
        _ source: EntityID, _ rules: SourceRules, _ label: String, lane: EntityID? = nil,
        calls: Int = 1, now: MonotonicTime
    ) -> Duration {
        keys(source, rules, label, lane).map { wait($0, calls, now) }.max() ?? .zero
    }

    private func wait(_ key: Key, _ calls: Int, _ now: MonotonicTime) -> Duration {
        guard let use = useByKey[key] else { return .zero }
        let held = use.heldUntil.map { max($0 - now, .zero) } ?? .zero
        let recent = use.times.filter { $0 + key.limit.period > now }
        // Where a limit is below what is asked for, all of it is.
        let room = max(key.limit.count - calls, 0)
        guard recent.count > room else { return held }
        let first = recent[recent.count - room - 1]
        return max(held, first + key.limit.period - now)
    }

    /// A call is made, or promised to be.
    package func note(
        _ source: EntityID, _ rules: SourceRules, _ label: String, lane: EntityID? = nil,
        now: MonotonicTime
    ) {
        if useByKey.count > Self.keysMax { dropIdle(now) }
        for key in keys(source, rules, label, lane) {
            var use = useByKey[key] ?? Use()
            use.times.removeAll { $0 + key.limit.period <= now }
            use.times.append(now)
            useByKey[key] = use
        }
    }

    /// The platform has refused a call for the rate.
    package func hold(
        _ source: EntityID, _ rules: SourceRules, _ label: String, lane: EntityID? = nil,
        until end: MonotonicTime
    ) {
        for key in keys(source, rules, label, lane) {
            useByKey[key, default: Use()].heldUntil = end
        }
    }

    private func keys(
        _ source: EntityID, _ rules: SourceRules, _ label: String, _ lane: EntityID?
    ) -> [Key] {
        rules.limits.filter { $0.concerns(label) && (!$0.isPerConversation || lane != nil) }
            .map { Key(source: source, limit: $0, lane: $0.isPerConversation ? lane : nil) }
    }

    private func dropIdle(_ now: MonotonicTime) {
        useByKey = useByKey.filter { wait($0.key, 1, now) > .zero || $0.key.lane == nil }
    }
}
