package import InboxSources

/// Makes the adapter of a source; nil for a market that this build cannot talk to.
package typealias AdapterMaker = @Sendable (Market, SourceToken) -> (any SourceAdapter)?

package enum Adapters {
    @Sendable package static func make(_ market: Market, _ token: SourceToken) -> (
        any SourceAdapter
    )? {
        switch market {
        case .wildberries: WildberriesAdapter(token: token.text, base: token.url)
        case .telegram: TelegramAdapter(token: token.text, base: token.url)
        case .ozon: OzonAdapter(token: token.text, base: token.url)
        case .yandexMarket: YandexAdapter(token: token.text, base: token.url)
        }
    }
}
