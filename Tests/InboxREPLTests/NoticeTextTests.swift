import SkeinCRDT
import SkeinSync
import SkeinWire
import Testing

@testable import InboxREPL

struct NoticeTextTests {
    private let chat = EntityID([UInt8](repeating: 7, count: 16))
    private let bad = "\u{1B}]0;x\u{07}\u{202E}\u{9B}31m\nb"

    @Test(arguments: Language.allCases)
    func nothingInANoticeCanActOnTheTerminal(language: Language) {
        let notices: [InboxREPL.Notice] = [
            .message(source: bad, chat: chat, buyer: bad, text: bad),
            .changed(chat: chat, by: bad, action: bad),
            .rejected(reply: chat, chat: chat, reason: bad), .joined(login: bad),
            .disconnected(detail: bad), .sourceStopped(source: bad, reason: bad),
            .tokenEnds(source: bad, days: 2), .updateNeeded(detail: bad), .alarm(detail: bad),
        ]
        let words = NoticeText(language: language)
        for notice in notices {
            let line = words.line(notice)
            #expect(Printable.neutralise(line) == line)
            #expect(line.contains("␛"), "what was there is seen")
        }
    }

    @Test func aLongTextIsCut() {
        let text = String(repeating: "я", count: 500)
        let notice = InboxREPL.Notice.message(source: "wb", chat: chat, buyer: "Анна", text: text)
        let line = NoticeText(language: .ru).line(notice)
        #expect(line.contains(String(repeating: "я", count: 59) + "…"))
        #expect(DisplayWidth.of(line) < 100)
    }

    @Test(arguments: [(1, "1 день;"), (3, "3 дня;"), (12, "12 дней;")])
    func aKeyThatEndsIsNoSourceThatStopped(days: Int, words: String) throws {
        let engines = SkeinSync.Notice(.warning, "source.token-ends", detail: String(days))
        let shown = InboxREPL.Notice(engines, sourceName: "ozon-1")
        let notice = try #require(shown)
        let line = NoticeText(language: .ru).line(notice)
        #expect(line.contains(words) && line.contains("source add ozon-1"))
    }

    @Test func foldedNoticesAreHarmlessToo() {
        var fold = NoticeFold()
        let notice = InboxREPL.Notice.message(source: bad, chat: chat, buyer: "", text: "")
        for _ in 0..<2 { fold.add(notice) }
        let line = fold.line(now: MonotonicTime(milliseconds: 0), { _ in "" }, .en) ?? ""
        #expect(line.hasPrefix("+2 messages") && Printable.neutralise(line) == line)
    }

    @Test func whatAPersonMustActUponIsNeverFolded() {
        let urgent: [InboxREPL.Notice] = [
            .rejected(reply: chat, chat: chat, reason: ""), .needsDecision(reply: chat, chat: chat),
            .conflict(chat: chat), .sourceStopped(source: "wb", reason: ""),
            .tokenEnds(source: "wb", days: 1), .updateNeeded(detail: ""), .alarm(detail: ""),
        ]
        var fold = NoticeFold()
        for notice in urgent { fold.add(notice) }
        for (second, notice) in urgent.enumerated() {
            let now = Int64(second) * 1000
            let line = fold.line(now: MonotonicTime(milliseconds: now), { "\($0)" }, .en)
            #expect(line == "\(notice)")
        }
        #expect(fold.isEmpty)
    }
}
