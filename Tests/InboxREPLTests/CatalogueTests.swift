import InboxREPL
import Testing

struct CatalogueTests {
    @Test(arguments: Message.allCases)
    func everyMessageHasWordsInBothLanguages(message: Message) throws {
        let words = try #require(Catalogue.texts[message], "\(message) is not in the catalogue")
        #expect(!words.ru.isEmpty && !words.en.isEmpty)
    }

    /// A place that only one language fills would lose a fact in the other.
    @Test(arguments: Message.allCases)
    func bothLanguagesHaveTheSamePlaces(message: Message) throws {
        let words = try #require(Catalogue.texts[message])
        #expect(places(words.ru) == places(words.en))
    }

    @Test(arguments: Message.allCases)
    func everyWordWithANumberHasAllItsForms(message: Message) throws {
        let words = try #require(Catalogue.texts[message])
        for language in Language.allCases {
            for case .plural(_, let forms) in Template.parts(of: words[language]) {
                #expect(forms.count == Plural.formCount(language), "\(message) \(language)")
            }
        }
    }

    @Test func englishWordsHoldNoCyrillic() {
        for message in Message.allCases {
            let words = Catalogue.texts[message]?.en ?? ""
            #expect(
                !words.unicodeScalars.contains { (0x400...0x4FF).contains($0.value) }, "\(words)")
        }
    }

    @Test(arguments: [
        (0, "0 новых"), (1, "1 новый"), (2, "2 новых"), (5, "5 новых"), (11, "11 новых"),
        (21, "21 новый"), (22, "22 новых"), (111, "111 новых"), (101, "101 новый"),
    ])
    func russianNumbersChooseTheForm(count: Int, words: String) {
        #expect(Catalogue.text(.promptNew, [.number(count)], .ru) == words)
    }

    @Test(arguments: [
        (1, "1 сообщение: a — next"), (2, "2 сообщения: a — next"), (5, "5 сообщений: a — next"),
        (11, "11 сообщений: a — next"), (21, "21 сообщение: a — next"),
        (4, "4 сообщения: a — next"), (12, "12 сообщений: a — next"),
        (14, "14 сообщений: a — next"), (24, "24 сообщения: a — next"),
        (112, "112 сообщений: a — next"), (0, "0 сообщений: a — next"),
    ])
    func russianHasThreeForms(count: Int, words: String) {
        #expect(Catalogue.text(.noticeFolded, [.number(count), "a"], .ru) == "+" + words)
    }

    @Test func englishHasTwoForms() {
        #expect(Catalogue.text(.attempts, [.number(1)], .en) == "1 attempt")
        #expect(Catalogue.text(.attempts, [.number(21)], .en) == "21 attempts")
    }

    @Test func argumentsAreNotReadAsTemplates() {
        #expect(Catalogue.text(.noSuchChat, ["{0}{1|a|b}"], .en).contains("{0}{1|a|b}"))
    }

    @Test func theLanguageComesFromTheEnvironment() {
        #expect(Language.of(environment: ["LANG": "ru_RU.UTF-8"]) == .ru)
        #expect(Language.of(environment: ["LANG": "ru_RU.UTF-8", "LC_ALL": "en_US.UTF-8"]) == .en)
        #expect(Language.of(environment: ["LANG": "C", "SKEIN_LANG": "ru"]) == .ru)
        #expect(Language.of(environment: [:]) == .en)
    }

    private func places(_ template: String) -> Set<Int> {
        Set(
            Template.parts(of: template).compactMap { part in
                switch part {
                case .text: nil
                case .place(let place), .plural(let place, _): place
                }
            })
    }
}
