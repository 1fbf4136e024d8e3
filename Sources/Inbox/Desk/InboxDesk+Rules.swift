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

    /// What can be said of a text wherever it goes on that platform.
    package static func of(_ text: String, _ market: Market) -> [RuleFinding] {
        let (text, rules) = (text.outerTrimmed, market.rules)
        let length = rules.length(of: text)
        let tooLong: [RuleFinding] =
            length > rules.textMax ? [.textTooLong(count: length, limit: rules.textMax)] : []
        return tooLong + rules.unwanted(in: text).map { .unwanted($0) }
    }
}

extension InboxDesk {
    package func check(_ chat: EntityID, _ text: String) throws -> [RuleFinding] {
        let market = try row(chat).market
        var findings = RuleFinding.of(text, market)
        if let end = try windowEnd(chat, market.rules), end < now.wall {
            findings.append(
                .windowOver(since: end, isCertain: !market.rules.windowHasExceptions))
        }
        return findings
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
