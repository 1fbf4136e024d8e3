import InboxREPL
import SkeinCRDT
import SkeinWire
import Testing

struct NoticeFoldTests {
    private let chat = EntityID([1, 2, 3])

    private func message(_ source: String) -> Notice {
        .message(source: source, chat: chat, buyer: "Анна", text: "где заказ?")
    }

    private func words(_ notice: Notice) -> String { "\(notice)" }

    @Test func aSingleNoticeIsShownAtOnce() {
        var fold = NoticeFold()
        fold.add(.connected)
        let now = MonotonicTime(milliseconds: 5)
        #expect(fold.due(now: now) == now)
        #expect(fold.line(now: now, words, .ru) == "connected")
        #expect(fold.isEmpty && fold.due(now: now) == nil)
    }

    @Test func fiftyMessagesInASecondAreTwoLines() {
        var fold = NoticeFold()
        var lines: [String] = []
        for step in 0..<50 {
            let now = MonotonicTime(milliseconds: Int64(step) * 20)
            fold.add(message(step % 5 == 0 ? "tg" : "wb-main"))
            if let line = fold.line(now: now, words, .ru) { lines.append(line) }
        }
        #expect(lines.count == 1)
        let due = fold.due(now: MonotonicTime(milliseconds: 999))
        #expect(due == MonotonicTime(milliseconds: 1000))
        #expect(
            fold.line(now: MonotonicTime(milliseconds: 1000), words, .ru)
                == "+49 сообщений: wb-main 40, tg 9 — next")
    }

    @Test func whatAsksForAnActionIsNeverFoldedAway() {
        var fold = NoticeFold()
        fold.add(message("wb"))
        fold.add(.needsDecision(reply: chat, chat: chat))
        fold.add(message("wb"))
        let first = fold.line(now: MonotonicTime(milliseconds: 0), words, .en)
        #expect(first?.hasPrefix("needsDecision") == true)
        #expect(
            fold.line(now: MonotonicTime(milliseconds: 1000), words, .en)
                == "+2 messages: wb 2 (next)")
    }

    @Test func aFloodIsCountedWithoutBeingKept() {
        var fold = NoticeFold()
        for _ in 0..<10_000 { fold.add(message("wb")) }
        #expect(
            fold.line(now: MonotonicTime(milliseconds: 0), words, .en)
                == "+200 messages: wb 200 (next); and 9800 more events")
    }
}
