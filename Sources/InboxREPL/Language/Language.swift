/// The language of messages; machine output is English in both.
package enum Language: String, CaseIterable, Hashable, Sendable {
    case ru
    case en

    /// From the locale's variables, first one set wins; Russian for ru_*, else English.
    package static func of(environment: [String: String]) -> Language {
        let names = ["SKEIN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale?.lowercased().hasPrefix("ru") == true ? .ru : .en
    }
}

/// One text in both languages.
package struct Bilingual: Hashable, Sendable {
    package let ru: String
    package let en: String

    package init(ru: String, en: String) {
        self.ru = ru
        self.en = en
    }

    package subscript(language: Language) -> String {
        switch language {
        case .ru: ru
        case .en: en
        }
    }
}
