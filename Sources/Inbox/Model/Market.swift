/// A platform on which buyers write. Raw values are the stable codes of queries, facts and JSON.
package enum Market: String, CaseIterable, Codable, Sendable {
    case wildberries = "wb"
    case ozon
    case yandexMarket = "ym"
    case telegram = "tg"

    /// The most a reply may hold, in UTF-16 units. Not every platform states its unit; of all
    /// possible ones this never lets through what the platform would refuse.
    package var replyTextMax: Int { rules.textMax }
}
