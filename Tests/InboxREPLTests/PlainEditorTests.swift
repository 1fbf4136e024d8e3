import Foundation
import InboxREPL
import Synchronization
import Testing

struct PlainEditorTests {
    private final class Screen: Sendable {
        let text = Mutex("")
        func show(_ more: String) { text.withLock { $0 += more } }
    }

    /// A pipe: what is written to one end is typed at the other.
    private func pipeEnds() throws -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    private func type(_ text: String, to writer: Int32) {
        Terminal.write(text, to: writer)
    }

    @Test func linesComeOneByOneAndThenTheEnd() async throws {
        let (reader, writer) = try pipeEnds()
        let screen = Screen()
        let editor = PlainEditor(file: reader) { screen.show($0) }
        type("список\nlist", to: writer)
        close(writer)
        #expect(await editor.readLine(prompt: "> ") == .line("список"))
        #expect(await editor.readLine(prompt: "> ") == .line("list"))
        #expect(await editor.readLine(prompt: "> ") == .end)
        #expect(await editor.readLine(prompt: "> ") == .end)
        #expect(screen.text.withLock { $0 }.hasPrefix("> > "))
        close(reader)
    }

    @Test func anInterruptionThrowsAwayTheWaitAndNotTheNextLine() async throws {
        let (reader, writer) = try pipeEnds()
        let editor = PlainEditor(file: reader) { _ in }
        async let first = editor.readLine(prompt: "")
        while !editor.isWaiting { await Task.yield() }
        editor.signalled(SIGINT)
        #expect(await first == .interrupted)
        type("next\n", to: writer)
        #expect(await editor.readLine(prompt: "") == .line("next"))
        editor.close()
        #expect(await editor.readLine(prompt: "") == .end)
        close(writer)
        close(reader)
    }

    @Test func noticesWaitForAPrompt() async throws {
        let (reader, writer) = try pipeEnds()
        let screen = Screen()
        let editor = PlainEditor(file: reader) { screen.show($0) }
        editor.show(notice: "новое")
        #expect(screen.text.withLock { $0 } == "")
        type("x\n", to: writer)
        _ = await editor.readLine(prompt: "> ")
        #expect(screen.text.withLock { $0 } == "новое\n> ")
        editor.close()
        close(writer)
        close(reader)
    }
}
