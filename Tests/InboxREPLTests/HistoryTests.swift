import Foundation
import InboxREPL
import SkeinTesting
import Testing

struct HistoryTests {
    @Test(
        arguments: [
            ("list status:new", "list status:new"), ("reply . Секретный адрес", "reply"),
            ("take %1; ответ %2 Секретный адрес", "take %1; ответ"), (" list", nil), ("", nil),
            ("note позвонить", "note"), ("source add wb x ab12cd34ef56gh78ij90kl12mn", nil),
            ("list \"открытая", nil), ("a\nb", nil),
        ] as [(String, String?)])
    func textsForPeopleAndSecretsAreNotKept(line: String, kept: String?) {
        #expect(History.kept(of: line, .standard()) == kept)
    }

    @Test func theNewestThousandLinesAreOffered() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "history").path
        let lines = (1...1003).map { "list -N \($0)\n" }
        try Data(lines.joined().utf8).write(to: URL(filePath: path))
        let offered = History(path: path, table: .standard()).load()
        #expect(offered.count == 1000)
        #expect(offered.first == "list -N 4" && offered.last == "list -N 1003")
    }

    @Test func theFileIsForItsOwnerAloneAndGrowsByWholeLines() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "state/skein/history").path
        let one = History(path: path, table: .standard())
        let other = History(path: path, table: .standard())
        #expect(one.load() == [])
        try one.append("list")
        try other.append("next")
        try one.append("reply . привет")
        #expect(one.load() == ["list", "next", "reply"])
        #expect(permissions(of: path) == 0o600)
    }
}
