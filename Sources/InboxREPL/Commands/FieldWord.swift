import Inbox

/// The words for fields and their values in histories and conflicts.
enum FieldWord {
    static func shown(_ field: String, _ language: Language) -> String {
        guard language == .ru else { return field }
        switch field {
        case "status": return "статус"
        case "assignee": return "кто"
        case "buyer": return "покупатель"
        case "context": return "заказ"
        case "name": return "имя"
        case "login": return "логин"
        default: return field
        }
    }

    /// Statuses in words; people with @; anything else as it is, made harmless.
    static func value(_ value: String, of field: String, _ language: Language) -> String {
        switch field {
        case "status":
            return ChatStatus(rawValue: value).map { StatusWord.shown($0, language) }
                ?? Printable.neutralise(value)
        case "assignee":
            return value.isEmpty
                ? Catalogue.text(.nobody, [], language) : "@" + Printable.neutralise(value)
        default: return Printable.neutralise(value)
        }
    }
}
