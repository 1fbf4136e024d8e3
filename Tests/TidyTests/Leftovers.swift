/// What must not stay behind in any text of the project, documents and scripts included.
enum Leftovers {
    /// Written in two halves, so that this file does not break its own rule.
    private static let reminders = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
    private static let machinePaths = [
        "/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/tmp/ba" + "sh", "/w" + "t/",
    ]
    private static let outside = ".." + "/shared"

    static func findings(in file: SourceFile) -> [Finding] {
        SourceFile.lines(of: file.text).enumerated().flatMap { number, line in
            messages(for: line, in: file.path).map {
                Finding(path: file.path, line: number + 1, message: $0)
            }
        }
    }

    private static func messages(for line: Substring, in path: String) -> [String] {
        var messages: [String] = []
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        for reminder in reminders where words.contains(Substring(reminder)) {
            messages.append("\(reminder): do it, or write it down in docs/STATUS.md")
        }
        for machinePath in machinePaths where line.contains(machinePath) {
            messages.append("\(machinePath): a path of one machine; use a path in the package")
        }
        // The vectors may lie beside the package; one file knows where.
        if line.contains(outside), path != "Tests/SkeinTesting/Fixtures.swift" {
            messages.append("\(outside): the project stands on its own (vectors: SKEIN_VECTORS)")
        }
        return messages
    }
}
