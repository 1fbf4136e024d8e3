package import InboxSources

/// Makes the adapter of a source; nil for a market that this build cannot talk to.
package typealias AdapterMaker = @Sendable (SourceRecord, _ token: String) -> (any SourceAdapter)?

package enum Adapters {
    package static let standard: AdapterMaker = { source, token in
        make(source.market, token: token, url: source.url)
    }

    package static func make(_ market: Market, token: String, url: String?) -> (any SourceAdapter)?
    {
        switch market {
        case .wildberries: WildberriesAdapter(token: token, base: url)
        case .telegram: TelegramAdapter(token: token, base: url)
        case .ozon, .yandexMarket: nil
        }
    }
}
