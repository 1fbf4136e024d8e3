/// The words by which people name statuses and platforms in commands and queries, Russian and
/// English alike; compared after `SearchText.normalise`. Codes stand first.
package enum Wording {
    package static func status(_ word: String) -> ChatStatus? {
        let word = SearchText.normalise(word)
        return ChatStatus.allCases.first { statusWords($0).contains(word) }
    }

    package static func market(_ word: String) -> Market? {
        let word = SearchText.normalise(word)
        return Market.allCases.first { marketWords($0).contains(word) }
    }

    /// `none`, `никто`, `нет`: the absence of a value.
    package static func isNone(_ word: String) -> Bool {
        ["none", "никто", "никого", "нет"].contains(SearchText.normalise(word))
    }

    /// `any`, `любой`: any value at all.
    package static func isAny(_ word: String) -> Bool {
        ["any", "любой", "любая", "есть"].contains(SearchText.normalise(word))
    }

    package static func isMe(_ word: String) -> Bool {
        ["me", "я", "@me", "@я"].contains(SearchText.normalise(word))
    }

    package static func statusWords(_ status: ChatStatus) -> [String] {
        switch status {
        case .new: ["new", "новый", "новые", "новая"]
        case .work: ["work", "работа", "в работе", "в-работе", "вработе"]
        case .question: ["question", "вопрос", "возврат", "вопрос/возврат"]
        case .closed: ["closed", "закрыт", "закрытые", "закрыто", "закрытый"]
        }
    }

    package static func marketWords(_ market: Market) -> [String] {
        switch market {
        case .wildberries: ["wb", "wildberries", "вб", "вайлдберриз"]
        case .ozon: ["ozon", "озон"]
        case .yandexMarket: ["ym", "yandex", "yandexmarket", "ям", "яндекс", "маркет"]
        case .telegram: ["tg", "telegram", "тг", "телеграм", "телеграмм"]
        }
    }
}
