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
            SourceRule(.text, "1 to 1,000 characters of plain text.", .official, chatWB, july),
            SourceRule(
                .files, "JPEG, PNG and PDF of at most 5 MB each, 30 MB together.", .official,
                chatWB, july),
            SourceRule(.window, "At most 10 days.", .reported, "press", "2023"),
            SourceRule(
                .start, "Only buyers; each reply needs a signature of the chat.", .official,
                chatWB, july),
            SourceRule(.edit, "There is no method.", .official, chatWB, july),
            SourceRule(.delete, "There is no method.", .official, chatWB, july),
            SourceRule(.read, "There is no read state.", .official, chatWB, july),
            SourceRule(
                .content, "No contacts, no links to other sites.", .reported, "press", "2023"),
            SourceRule(
                .rate, "10 calls of a method in 10 s; with a basic token one an hour.", .official,
                "knowledge base, limits", "2026-04"),
            SourceRule(.key, "A token lives 180 days.", .official, "knowledge base", "2026-04"),
        ])

    package static let ozon = SourceRuleTable(
        textMax: 1000, replyWindow: .seconds(48 * 3600), windowHasExceptions: true,
        unwanted: [.phone, .email, .link, .handle], ownHosts: ["ozon.ru", "ozon.com"],
        rules: [
            SourceRule(.text, "1 to 1,000 characters of plain text.", .official, ozonAPI, july12),
            SourceRule(
                .files, "One file a message; formats and size are not documented.", .unknown,
                ozonAPI, july12),
            SourceRule(
                .window,
                "48 h after the buyer's last message; with FBS and rFBS also from payment until "
                    + "72 h after delivery.", .official, ozonAPI, july12),
            SourceRule(
                .start, "FBO: only buyers. FBS, rFBS: within 72 h of payment or of delivery.",
                .official, ozonAPI, july12),
            SourceRule(.edit, "There is no method.", .official, ozonAPI, july12),
            SourceRule(.delete, "There is no method.", .official, ozonAPI, july12),
            SourceRule(
                .read, "Told for each message; a method marks all up to a message as read.",
                .official, ozonAPI, july12),
            SourceRule(
                .content, "No contacts, no links to other sites.", .official,
                "docs.ozon.ru, rules of communication", "2026"),
            SourceRule(.rate, "50 calls a second of all methods.", .official, ozonAPI, july12),
            SourceRule(
                .key, "A key lives 6 months; writing needs Premium Plus or Premium Pro.",
                .official, ozonAPI, july12),
        ])

    package static let yandexMarket = SourceRuleTable(
        textMax: 4096,
        rules: [
            SourceRule(.text, "1 to 4,096 characters.", .official, yandexAPI, july17),
            SourceRule(
                .files, "One file of at most 5 MB a message; formats are not documented.",
                .official, yandexAPI, july17),
            SourceRule(.window, "None is documented.", .unknown, yandexAPI, july17),
            SourceRule(
                .start, "The shop about an order or a return; only buyers otherwise.", .official,
                yandexAPI, july17),
            SourceRule(.edit, "There is no method.", .official, yandexAPI, july17),
            SourceRule(.delete, "There is no method.", .official, yandexAPI, july17),
            SourceRule(.read, "There is no read state.", .official, yandexAPI, july17),
            SourceRule(
                .content, "Nothing was found.", .unknown, yandexAPI, july17),
            SourceRule(
                .rate,
                "1,000 messages, 5,000 lists and 10,000 histories an hour; 4 calls at once.",
                .official, yandexAPI, july17),
            SourceRule(
                .key, "At most 30 keys a cabinet; no end is told.", .official, yandexAPI,
                july17),
        ])

    package static let telegram = SourceRuleTable(
        textMax: 4096,
        rules: [
            SourceRule(
                .text, "1 to 4,096 characters; a caption 1,024.", .official, botAPI, june),
            SourceRule(
                .files, "Photos of at most 10 MB, other files 50 MB; 20 MB to download.",
                .official, botAPI, june),
            SourceRule(.window, "None; a user may block the bot.", .official, botAPI, june),
            SourceRule(.start, "Only users.", .official, botAPI, june),
            SourceRule(
                .edit, "Own messages, without a documented end.", .official, botAPI, june),
            SourceRule(.delete, "Own messages within 48 h.", .official, botAPI, june),
            SourceRule(.read, "Only in business chats.", .official, botAPI, june),
            SourceRule(.content, "Nothing that concerns shops.", .official, botAPI, june),
            SourceRule(
                .rate, "About one message a second in a chat, 30 in all; 20 a minute in a group.",
                .reported, "the official FAQ, quoted by grammY", "2026"),
            SourceRule(.key, "A token has no end.", .official, botAPI, june),
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
