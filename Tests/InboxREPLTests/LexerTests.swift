import InboxREPL
import Testing

struct LexerTests {
    private func words(_ line: String) throws -> [[String]] {
        try Lexer.commands(in: line) { $0 == "reply" }.map { [$0.verb.text] + $0.words.map(\.text) }
    }

    @Test func blanksSplitWordsAndSemicolonsSplitCommands() throws {
        #expect(
            try words("list  status:new ; close %2;tag %2 +повтор")
                == [["list", "status:new"], ["close", "%2"], ["tag", "%2", "+повтор"]])
        #expect(try words(" ; ;; ") == [])
    }

    @Test(arguments: [
        #"list "не пришёл""#, "list 'не пришёл'", "list «не пришёл»", "list „не пришёл“",
        "list „не пришёл”", "list “не пришёл”",
    ])
    func everyKindOfQuoteHoldsAPhraseTogether(line: String) throws {
        #expect(try words(line) == [["list", "не пришёл"]])
    }

    @Test func aQuoteInsideAWordBelongsToIt() throws {
        let command = try #require(
            try Lexer.commands(in: #"list tag:"два слова" -x"#) { _ in false }.first)
        #expect(command.words.map(\.text) == ["tag:два слова", "-x"])
        #expect(command.words[0].raw == #"tag:"два слова""#)
    }

    @Test func escapesHoldInDoubleQuotesAndNotInSingleOnes() throws {
        #expect(try words(#"x "a\"b\\c\nd""#) == [["x", "a\"b\\c\nd"]])
        #expect(try words(#"x 'a\nb'"#) == [["x", #"a\nb"#]])
    }

    @Test func aBackslashBeforeAnyOtherLetterStays() throws {
        #expect(try words(#"x "C:\dir""#) == [["x", #"C:\dir"#]])
    }

    @Test func anApostropheAfterALetterIsNoQuote() throws {
        #expect(try words("list don't об'єкт") == [["list", "don't", "об'єкт"]])
    }

    @Test func aCommentBeginsAtAWordAndNotInsideOne() throws {
        #expect(try words("list a#b # rest ; quit") == [["list", "a#b"]])
        #expect(try words("# all of it") == [])
    }

    @Test func anOpenQuoteIsNamedAtItsPlace() {
        #expect {
            try words("list «не пришёл")
        } throws: { error in
            let complaint = error as? Complaint
            return complaint?.message == .quoteNotClosed && complaint?.exit == .usage
                && complaint?.place == .at(column: 5, length: 1)
        }
    }

    @Test func aVerbThatTakesTextTakesAllOfTheLine() throws {
        let commands = try Lexer.commands(in: "list ; reply . a; b # c \"d  ") { $0 == "reply" }
        #expect(commands.count == 2)
        #expect(commands[1].verbatim?.text == ". a; b # c \"d")
        #expect(commands[1].verbatim?.column == 13)
    }

    @Test func placesCountUserPerceivedCharacters() throws {
        let command = try #require(
            try Lexer.commands(in: "list 👨‍👩‍👧 é x") { _ in false }.first)
        #expect(command.words.map(\.place).last == .at(column: 9, length: 1))
    }
}
