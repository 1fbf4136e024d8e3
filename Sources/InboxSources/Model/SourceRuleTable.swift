/// A platform's rules for those who write to buyers: sentences for people, and the few values that
/// are checked before a reply is queued.
package struct SourceRuleTable: Hashable, Sendable {
    /// The most a text may hold, in UTF-16 units: no documented unit is ever larger.
    package var textMax: Int
    /// How long after the buyer's last message the shop may answer; nil: no such time is known.
    package var replyWindow: Duration?
    /// After the window some orders can still be answered: nobody can tell from outside.
    package var windowHasExceptions = false
    /// Kinds of content that the platform does not want.
    package var unwanted: Set<ContentFinding.Kind> = []
    /// Hosts to which links may lead all the same.
    package var ownHosts: [String] = []
    package var rules: [SourceRule]

    package static let wildberries = SourceRuleTable(
        textMax: 1000, replyWindow: .seconds(10 * 86_400), windowHasExceptions: true,
        unwanted: [.phone, .email, .link, .handle], ownHosts: ["wildberries.ru", "wb.ru"],
        rules: [
            SourceRule(
                .text, "1 to 1,000 characters of plain text.",
                ru: "От 1 до 1000 знаков обычного текста.", .official, chatWB, july),
            SourceRule(
                .files, "JPEG, PNG and PDF of at most 5 MB each, 30 MB together.",
                ru: "JPEG, PNG и PDF, каждый до 5 МБ, вместе до 30 МБ.", .official,
                chatWB, july),
            SourceRule(
                .window, "At most 10 days.", ru: "Не больше 10 дней.", .reported, "press", "2023"),
            SourceRule(
                .start, "Only buyers; each reply needs a signature of the chat.",
                ru: "Только покупатели; каждому ответу нужна подпись чата.", .official,
                chatWB, july),
            SourceRule(
                .edit, "There is no method.", ru: "Такого метода нет.", .official, chatWB, july),
            SourceRule(
                .delete, "There is no method.", ru: "Такого метода нет.", .official, chatWB, july),
            SourceRule(
                .read, "There is no read state.", ru: "Прочтения площадка не знает.", .official,
                chatWB, july),
            SourceRule(
                .content, "No contacts, no links to other sites.",
                ru: "Без контактов и ссылок на другие сайты.", .reported, "press", "2023"),
            SourceRule(
                .rate, "10 calls of a method in 10 s; with a basic token one an hour.",
                ru: "10 вызовов метода за 10 с; с базовым токеном один в час.", .official,
                "knowledge base, limits", "2026-04"),
            SourceRule(
                .key, "A token lives 180 days.", ru: "Токен живёт 180 дней.", .official,
                "knowledge base", "2026-04"),
        ])

    package static let ozon = SourceRuleTable(
        textMax: 1000, replyWindow: .seconds(48 * 3600), windowHasExceptions: true,
        unwanted: [.phone, .email, .link, .handle], ownHosts: ["ozon.ru", "ozon.com"],
        rules: [
            SourceRule(
                .text, "1 to 1,000 characters of plain text.",
                ru: "От 1 до 1000 знаков обычного текста.", .official, ozonAPI, july12),
            SourceRule(
                .files, "One file a message; formats and size are not documented.",
                ru: "Один файл в сообщении; форматы и размер не описаны.", .unknown,
                ozonAPI, july12),
            SourceRule(
                .window,
                "48 h after the buyer's last message; with FBS and rFBS also from payment until "
                    + "72 h after delivery.",
                ru:
                    "48 ч после последнего сообщения покупателя; с FBS и rFBS ещё от оплаты до "
                    + "72 ч после доставки.", .official, ozonAPI, july12),
            SourceRule(
                .start, "FBO: only buyers. FBS, rFBS: within 72 h of payment or of delivery.",
                ru: "FBO: только покупатели. FBS, rFBS: в течение 72 ч от оплаты или доставки.",
                .official, ozonAPI, july12),
            SourceRule(
                .edit, "There is no method.", ru: "Такого метода нет.", .official, ozonAPI, july12),
            SourceRule(
                .delete, "There is no method.", ru: "Такого метода нет.", .official, ozonAPI, july12
            ),
            SourceRule(
                .read, "Told for each message; a method marks all up to a message as read.",
                ru: "Известно для каждого сообщения; метод отмечает прочитанным всё до него.",
                .official, ozonAPI, july12),
            SourceRule(
                .content, "No contacts, no links to other sites.",
                ru: "Без контактов и ссылок на другие сайты.", .official,
                "docs.ozon.ru, rules of communication", "2026"),
            SourceRule(
                .rate, "50 calls a second of all methods.",
                ru: "50 вызовов в секунду, все методы вместе.", .official, ozonAPI, july12),
            SourceRule(
                .key, "A key lives 6 months; writing needs Premium Plus or Premium Pro.",
                ru: "Ключ живёт 6 месяцев; чтобы писать, нужен Premium Plus или Premium Pro.",
                .official, ozonAPI, july12),
        ])

    package static let yandexMarket = SourceRuleTable(
        textMax: 4096,
        rules: [
            SourceRule(
                .text, "1 to 4,096 characters.", ru: "От 1 до 4096 знаков.", .official, yandexAPI,
                july17),
            SourceRule(
                .files, "One file of at most 5 MB a message; formats are not documented.",
                ru: "Один файл до 5 МБ в сообщении; форматы не описаны.",
                .official, yandexAPI, july17),
            SourceRule(
                .window, "None is documented.", ru: "Не описан.", .unknown, yandexAPI, july17),
            SourceRule(
                .start, "The shop about an order or a return; only buyers otherwise.",
                ru: "Магазин — о заказе или возврате; иначе только покупатели.", .official,
                yandexAPI, july17),
            SourceRule(
                .edit, "There is no method.", ru: "Такого метода нет.", .official, yandexAPI, july17
            ),
            SourceRule(
                .delete, "There is no method.", ru: "Такого метода нет.", .official, yandexAPI,
                july17),
            SourceRule(
                .read, "There is no read state.", ru: "Прочтения площадка не знает.", .official,
                yandexAPI, july17),
            SourceRule(
                .content, "Nothing was found.", ru: "Ничего не найдено.", .unknown, yandexAPI,
                july17),
            SourceRule(
                .rate,
                "1,000 messages, 5,000 lists and 10,000 histories an hour; 4 calls at once.",
                ru: "В час 1000 сообщений, 5000 списков, 10 000 историй; сразу 4 вызова.",
                .official, yandexAPI, july17),
            SourceRule(
                .key, "At most 30 keys a cabinet; no end is told.",
                ru: "До 30 ключей на кабинет; срок не сообщается.", .official, yandexAPI,
                july17),
        ])

    package static let telegram = SourceRuleTable(
        textMax: 4096,
        rules: [
            SourceRule(
                .text, "1 to 4,096 characters; a caption 1,024.",
                ru: "От 1 до 4096 знаков; подпись 1024.", .official, botAPI, june),
            SourceRule(
                .files, "Photos of at most 10 MB, other files 50 MB; 20 MB to download.",
                ru: "Фото до 10 МБ, другие файлы до 50 МБ; скачать можно 20 МБ.",
                .official, botAPI, june),
            SourceRule(
                .window, "None; a user may block the bot.",
                ru: "Нет; человек может заблокировать бота.", .official, botAPI, june),
            SourceRule(.start, "Only users.", ru: "Только люди.", .official, botAPI, june),
            SourceRule(
                .edit, "Own messages, without a documented end.",
                ru: "Свои сообщения, срок не описан.", .official, botAPI, june),
            SourceRule(
                .delete, "Own messages within 48 h.", ru: "Свои сообщения в течение 48 ч.",
                .official, botAPI, june),
            SourceRule(
                .read, "Only in business chats.", ru: "Только в бизнес-чатах.", .official, botAPI,
                june),
            SourceRule(
                .content, "Nothing that concerns shops.", ru: "Ничего, что касалось бы магазинов.",
                .official, botAPI, june),
            SourceRule(
                .rate, "About one message a second in a chat, 30 in all; 20 a minute in a group.",
                ru: "Около одного сообщения в секунду в чате, 30 всего; 20 в минуту в группе.",
                .reported, "the official FAQ, quoted by grammY", "2026"),
            SourceRule(
                .key, "A token has no end.", ru: "У токена нет срока.", .official, botAPI, june),
        ])

    private static let chatWB = "OpenAPI document, communications"
    private static let ozonAPI = "Seller API document 2.1"
    private static let yandexAPI = "Partner API, OpenAPI document"
    private static let botAPI = "Bot API 10.1"
    private static let july = "2026-07-23"
    private static let july12 = "2026-07-12"
    private static let july17 = "2026-07-17"
    private static let june = "2026-06-11"

    package func length(of text: String) -> Int { text.utf16.count }

    /// What in a text the platform does not want, in the order of the text.
    package func unwanted(in text: String) -> [ContentFinding] {
        ContentFinding.all(in: text, ownHosts: ownHosts).filter { unwanted.contains($0.kind) }
    }
}
