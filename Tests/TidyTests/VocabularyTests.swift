import Testing

@Suite struct VocabularyTests {
    @Test func theLibraryHasNoWordOfTheApplication() {
        #expect(SourceFile.swift.flatMap(Vocabulary.findings) == [])
    }

    @Test func everyLibraryTargetIsLookedAt() {
        let targets = Set(SourceFile.swift.filter { $0.root == "Sources" }.map(\.target))
        let library = targets.filter { $0.hasPrefix("Skein") }
        #expect(library == Vocabulary.libraryTargets)
    }

    @Test(
        arguments: [
            "let chatCount = 1", "struct BuyerRow {}", "// how replies travel", "case .outboxReply",
            "\"select * from chat\"",
        ])
    func aWordOfTheApplicationIsFound(line: String) {
        let file = SourceFile(path: "Sources/SkeinStore/Sample.swift", text: "// Why.\n" + line)
        #expect(Vocabulary.findings(in: file).map(\.line) == [2])
    }

    @Test func theSameWordsAreFineInTheApplicationAndInsideOtherWords() {
        let chat = SourceFile(path: "Sources/Inbox/Sample.swift", text: "let chat = 1")
        #expect(Vocabulary.findings(in: chat) == [])
        let other = SourceFile(
            path: "Sources/SkeinStore/Sample.swift", text: "let replyingWith = chatty")
        #expect(Vocabulary.findings(in: other) == [])
    }
}
