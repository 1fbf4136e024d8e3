import Foundation
import GRDB
package import InboxSources
package import SkeinCRDT
import SkeinStore
package import SkeinWire

/// What a platform's rules say of a reply, without asking anybody.
package enum RuleFinding: Hashable, Sendable {
    /// It is not queued.
    case textTooLong(count: Int, limit: Int)
    /// A person should look once more.
    case unwanted(ContentFinding)
    /// The time to answer was over at that moment; `isCertain`: no exception is known.
    case windowOver(since: WallTime, isCertain: Bool)

    package var refuses: Bool {
        if case .textTooLong = self { true } else { false }
    }
}

extension InboxDesk {
    package func check(_ chat: EntityID, _ text: String) throws -> [RuleFinding] {
        let text = text.outerTrimmed
        let rules = try row(chat).market.rules
        var findings: [RuleFinding] = []
        if rules.length(of: text) > rules.textMax {
            findings.append(.textTooLong(count: rules.length(of: text), limit: rules.textMax))
        }
        if let end = try windowEnd(chat, rules), end < now.wall {
            findings.append(.windowOver(since: end, isCertain: !rules.windowHasExceptions))
        }
        return findings + rules.unwanted(in: text).map { .unwanted($0) }
    }

    /// Until when the buyer can be answered; nil: no such time is known.
    package func windowEnd(_ chat: EntityID) throws -> WallTime? {
        try windowEnd(chat, try row(chat).market.rules)
    }

    private func windowEnd(_ chat: EntityID, _ rules: SourceRuleTable) throws -> WallTime? {
        guard let window = rules.replyWindow else { return nil }
        let last = try store.read { database in
            try Int64.fetchOne(
                database,
                sql: "SELECT max(sent) FROM message WHERE chat = ? AND author = 'buyer'",
                arguments: [Data(chat.bytes)])
        }
        return last.map { WallTime(milliseconds: $0) + window }
    }
}
