package import Inbox

/// The words for the four statuses.
package enum StatusWord {
    package static func status(_ word: String) -> ChatStatus? {
        switch word.lowercased() {
        case "new", "новый", "новые", "новая": .new
        case "work", "работа", "в-работе", "вработе": .work
        case "question", "вопрос", "возврат", "вопрос/возврат": .question
        case "closed", "close", "закрыт", "закрыто", "закрытый": .closed
        default: nil
        }
    }

    package static func shown(_ status: ChatStatus, _ language: Language) -> String {
        switch (status, language) {
        case (.new, .ru): "новый"
        case (.work, .ru): "в работе"
        case (.question, .ru): "вопрос"
        case (.closed, .ru): "закрыт"
        case (_, .en): status.rawValue
        }
    }

    /// Status by colour as well as by word.
    package static func paint(_ status: ChatStatus) -> Paint? {
        switch status {
        case .new: .bold
        case .work: nil
        case .question: .warning
        case .closed: .dim
        }
    }

    /// For error messages.
    package static let choices = "new|новый, work|работа, question|вопрос, closed|закрыт"
}
