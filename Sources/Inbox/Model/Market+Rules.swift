package import InboxSources

extension Market {
    /// What the platform demands of those who write to buyers.
    package var rules: SourceRuleTable {
        switch self {
        case .wildberries: .wildberries
        case .ozon: .ozon
        case .yandexMarket: .yandexMarket
        case .telegram: .telegram
        }
    }
}
