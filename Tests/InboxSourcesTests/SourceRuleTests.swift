import InboxSources
import Testing

@Suite("Platforms' rules as data")
struct SourceRuleTests {
    static let tables: [SourceRuleTable] = [.wildberries, .ozon, .yandexMarket, .telegram]

    @Test("each platform has a rule for each subject, with its origin and date")
    func complete() {
        for table in Self.tables {
            #expect(Set(table.rules.map(\.subject)) == Set(SourceRule.Subject.allCases))
            for rule in table.rules {
                #expect(!rule.origin.isEmpty)
                #expect(rule.date.hasPrefix("202"))
                #expect(rule.text.hasSuffix("."))
            }
        }
    }

    @Test("the tables and the adapters say the same of a text's length")
    func lengths() {
        let adapters: [any SourceAdapter] = [
            WildberriesAdapter(token: "t"), OzonAdapter(token: "1:k"), YandexAdapter(token: "1:k"),
            TelegramAdapter(token: "1:k"),
        ]
        #expect(zip(Self.tables, adapters).allSatisfy { $0.textMax == $1.rules.table.textMax })
    }

    @Test(
        "what leads a buyer away is found",
        arguments: [
            ("Пишите на +7 (912) 345-67-89, ответим", "phone", "+7 (912) 345-67-89"),
            ("звоните 89123456789", "phone", "89123456789"),
            ("Тел. 912 345 67 89.", "phone", "912 345 67 89"),
            ("почта shop@mail.example.", "email", "shop@mail.example"),
            ("мы в телеграме (@nasha_lavka)", "handle", "@nasha_lavka"),
            ("смотрите https://shop.example/a?b=c", "link", "https://shop.example/a?b=c"),
            ("наш сайт: lavka.ru!", "link", "lavka.ru"),
            ("t.me/lavka", "link", "t.me/lavka"),
            ("https://notozon.ru/1", "link", "https://notozon.ru/1"),
        ])
    func found(text: String, kind: String, finding: String) {
        #expect(
            SourceRuleTable.ozon.unwanted(in: text).map { [$0.kind.rawValue, $0.text] }
                == [[kind, finding]])
        #expect(SourceRuleTable.telegram.unwanted(in: text).isEmpty)
    }

    @Test(
        "what does not is left alone",
        arguments: [
            "Заказ 40112233-0044 придёт 12.07.2026 до 18:00.", "Размер 44.5, цена 1 299.00 руб.",
            "https://www.ozon.ru/product/155001234", "ozon.ru/my/orders", "и т.д. и т.п.",
            "г.Москва, ул.Ленина", "Артикул 155001234567890", "@", "a@b", "Спасибо!",
        ])
    func leftAlone(text: String) {
        #expect(SourceRuleTable.ozon.unwanted(in: text).isEmpty)
    }
}
