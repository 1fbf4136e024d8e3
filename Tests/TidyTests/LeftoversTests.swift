import Testing

@Suite struct LeftoversTests {
    @Test func nothingStaysBehindInAnyText() {
        #expect(SourceFile.all.flatMap(Leftovers.findings) == [])
    }

    @Test func documentsScriptsAndFixturesAreLookedAtToo() {
        let paths = Set(SourceFile.all.map(\.path))
        let wanted = [
            "README.md", "Makefile", ".ci/run", "docs/STATUS.md", "Fixtures/demo/day.json",
        ]
        let missing = wanted.filter { !paths.contains($0) }
        #expect(missing == [])
    }

    @Test(
        arguments: [
            "// TO" + "DO: later", "let a = 1 // FIX" + "ME", "# XX" + "X",
            "cd /wo" + "rk/main", "open(\"/ho" + "me/anna/a\")", "/ro" + "ot/.ssh", "/w" + "t/a",
            "see .." + "/shared/design",
        ])
    func eachKindOfLeftoverIsFound(line: String) {
        let file = SourceFile(path: "docs/Sample.md", text: "Text.\n" + line)
        #expect(Leftovers.findings(in: file).map(\.line) == [2])
    }

    @Test func wordsThatOnlyLookLikeItAreFine() {
        let file = SourceFile(path: "docs/Sample.md", text: "a mastodon, framework/a, ~/.config")
        #expect(Leftovers.findings(in: file) == [])
    }
}
