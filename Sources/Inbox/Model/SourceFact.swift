package import SkeinStore
package import SkeinWire

/// `source.about`: which account of which platform a source is.
///
/// A list of: platform (text), account (text: the id that the platform gives).
package struct SourceFact: Hashable, Sendable {
    package var market: Market
    package var account: String

    package init(market: Market, account: String) {
        self.market = market
        self.account = account
    }

    package var source: EntityID { InboxID.source(market, account: account) }

    package var edit: Edit {
        .fact(
            source, field: Field.sourceAbout,
            [.value(.text(market.rawValue)), .value(.text(account))])
    }

    /// Nil for a value that this build cannot read.
    package init?(_ value: Value?) {
        guard case .list(let parts) = value, parts.count >= 2,
            case .text(let code) = parts[0], let market = Market(rawValue: code),
            case .text(let account) = parts[1]
        else { return nil }
        self.init(market: market, account: account)
    }
}
