@preconcurrency import CReadline  // See ReadlineEditor.swift.
import Foundation
import InboxREPL

extension TerminalThread {
    /// No more rows of a menu than this; who types one letter more sees the rest.
    private static let menuRowsMax = 60

    /// Readline's settings for completion, once.
    func useMenu() {
        // Quotes and signs of the language are part of a word here.
        rl_completer_word_break_characters = UnsafePointer(strdup(" \t;"))
        rl_basic_quote_characters = UnsafePointer(strdup(""))
        rl_completer_quote_characters = UnsafePointer(strdup(""))
        // The best stands first.
        rl_sort_completion_matches = 0
        rl_completion_query_items = 0
        rl_completion_display_matches_hook = { matches, count, _ in
            guard let matches else { return }
            // The first is what all of them share.
            let texts = (0..<Int(count)).compactMap { matches[$0 + 1].map { String(cString: $0) } }
            TerminalThread.current?.showMenu(texts)
        }
    }

    /// What readline puts in place of the word that begins at `start`; readline frees it.
    func matches(
        _ text: UnsafePointer<CChar>, _ start: Int
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        guard completes else { return nil }
        let line = Array(UnsafeBufferPointer(start: rl_line_buffer, count: Int(rl_end)))
            .map { UInt8(bitPattern: $0) }
        let before = String(decoding: line.prefix(Int(rl_point)), as: UTF8.self)
        let found = complete(before, before.count)
        let readlines = String(decoding: line.prefix(start), as: UTF8.self).count
        offer(found, from: readlines - found.start, typed: String(before.dropFirst(readlines)))
        if candidates.count == 1, candidates[0].isOpen { rl_completion_suppress_append = 1 }
        return rl_completion_matches(text) { _, _ in
            TerminalThread.current?.nextCandidate().map { strdup($0) }
        }
    }

    /// Readline may take a word to begin later than the language does: inside of quotes.
    private func offer(_ found: Completion, from offset: Int, typed: String) {
        candidates = []
        descriptionByText = [:]
        for candidate in found.candidates where offset >= 0 {
            var rest = candidate
            rest.text = String(candidate.text.dropFirst(offset))
            guard !rest.text.isEmpty, descriptionByText[rest.text] == nil else { continue }
            descriptionByText[rest.text] = rest.description
            candidates.append(rest)
        }
    }

    /// One a row, what it is beside it.
    private func showMenu(_ texts: [String]) {
        var (rows, columns): (Int32, Int32) = (0, 0)
        rl_get_screen_size(&rows, &columns)
        // The line that is being typed stays on the screen.
        let shown = texts.prefix(max(1, min(Self.menuRowsMax, Int(rows) - 3)))
        let width = min(shown.map { DisplayWidth.of($0) }.max() ?? 0, Int(columns) / 2)
        put("\n")
        for text in shown {
            let words = descriptionByText[text] ?? ""
            let line =
                words.isEmpty ? text : DisplayWidth.pad(text, to: width) + "  " + words
            put(DisplayWidth.truncate(Printable.neutralise(line), to: Int(columns) - 1) + "\n")
        }
        if texts.count > shown.count { put("… +\(texts.count - shown.count)\n") }
        rl_forced_update_display()
    }
}
