/// Where a chat stands in the team's work. Raw values are the stable codes of operations, queries
/// and JSON.
package enum ChatStatus: String, CaseIterable, Codable, Sendable {
    /// Nobody has opened it («Новый»).
    case new
    /// Somebody is at it («В работе»).
    case work
    /// A question or a return is open («Вопрос/возврат»).
    case question
    /// Done («Закрыт»).
    case closed

    /// The order of precedence while several values are alive: what needs most attention first.
    package static let byAttention: [ChatStatus] = [.question, .work, .new, .closed]
}
