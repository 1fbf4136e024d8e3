import InboxREPL
import Testing

struct SuggestionTests {
    @Test(arguments: [
        ("дшые", "list"), ("ДШЫЕ", "list"), ("ыефегы", "status"), ("сдщыу", "close"),
        ("cgbcjr", "список"), ("pfrhsnm", "закрыть"), ("qwe'", "йцуэ"),
    ])
    func theOtherKeyboardLayoutIsRecognised(typed: String, meant: String) {
        #expect(KeyboardLayout.swapped(typed) == meant)
    }

    @Test func aWordOfBothAlphabetsHasNoOtherLayout() {
        #expect(KeyboardLayout.swapped("дшst") == nil)
        #expect(KeyboardLayout.swapped("") == nil)
    }

    @Test(
        arguments: [
            ("lst", "list"), ("lsit", "list"), ("statsu", "status"), ("закрит", "закрыть"),
            ("дшыы", "list"), ("xylophone", nil), ("zz", nil),
        ] as [(String, String?)])
    func theNearestWordIsProposed(typed: String, meant: String?) {
        let words = ["list", "status", "close", "закрыть"]
        #expect(Suggestion.nearest(to: typed, among: words) == meant)
    }

    @Test func ofWordsEquallyNearTheFirstIsProposed() {
        #expect(Suggestion.nearest(to: "lixt", among: ["list", "lint"]) == "list")
        #expect(Suggestion.nearest(to: "lixt", among: ["lint", "list"]) == "lint")
    }

    @Test func theExactWordOfTheOtherLayoutComesBeforeANearOne() {
        #expect(Suggestion.nearest(to: "дшые", among: ["lint", "дшыт", "list"]) == "list")
        #expect(Suggestion.nearest(to: "дшые", among: ["lisp", "list"]) == "list")
    }

    @Test func neighboursSwappedAreOneMistake() {
        #expect(Suggestion.distance(Array("abcd"), Array("abdc")) == 1)
        #expect(Suggestion.distance(Array("abcd"), Array("")) == 4)
        #expect(Suggestion.distance(Array("kitten"), Array("sitting")) == 3)
    }
}
