package import SkeinWire

/// A source as the workspace knows it.
package struct SourceRecord: Hashable, Sendable {
    package var id: EntityID
    package var market: Market
    /// The account's id as given by the platform.
    package var account: String

    package init(id: EntityID, market: Market, account: String) {
        self.id = id
        self.market = market
        self.account = account
    }
}
