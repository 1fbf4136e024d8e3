import Inbox
import Testing

@Suite struct WordingTests {
    @Test(arguments: [
        ("new", ChatStatus.new), ("Новый", .new), ("В РАБОТЕ", .work), ("вопрос", .question),
        ("Возврат", .question), ("закрыт", .closed),
    ])
    func statusesHaveNamesInBothLanguages(_ word: String, _ status: ChatStatus) {
        #expect(Wording.status(word) == status)
    }

    @Test func noWordMeansTwoThings() {
        let statuses = ChatStatus.allCases.flatMap(Wording.statusWords)
        let markets = Market.allCases.flatMap(Wording.marketWords)
        #expect(Set(statuses).count == statuses.count)
        #expect(Set(markets).count == markets.count)
        for word in statuses + markets { #expect(SearchText.normalise(word) == word) }
    }

    @Test(arguments: [
        ("Пришёл", "пришел"), ("ЁЛКА", "елка"), ("е\u{308}", "е"), ("Straße", "strasse"),
        ("ﬁne", "fine"), ("Ⅳ", "iv"), ("йод", "йод"),
    ])
    func textsAreComparedFolded(_ text: String, _ folded: String) {
        #expect(SearchText.normalise(text) == folded)
    }

    @Test func theNearestWordIsProposedIfItIsNear() {
        #expect(Nearest.suggestion(for: "staus", among: ["source", "status"]) == "status")
        #expect(Nearest.suggestion(for: "ststus", among: ["source", "status"]) == "status")
        #expect(Nearest.suggestion(for: "taht", among: ["that"]) == "that")
        #expect(Nearest.suggestion(for: "zzzzz", among: ["source", "status"]) == nil)
    }
}
