import Foundation

/// Runs lines of scripts one after the other, stops at the first that fails and names it.
struct ScriptRunner: Sendable {
    private let shell: Shell
    private let interrupts: Interrupts
    private let keepsGoing: Bool
    private let echoes: Bool

    init(_ shell: Shell, _ interrupts: Interrupts, _ options: Options) {
        self.shell = shell
        self.interrupts = interrupts
        keepsGoing = options.keepsGoing
        echoes = options.echoes
    }

    func run(_ origins: [ScriptOrigin]) async -> ExitCode {
        var worst = ExitCode.done
        for origin in origins {
            let (name, lines): (String, [String])
            switch origin {
            case .text(let text): (name, lines) = ("-c", Self.lines(of: text))
            case .file(let path):
                do {
                    (name, lines) = (path, Self.lines(of: try Shell.readText(path)))
                } catch {
                    return shell.report(error, line: nil)
                }
            }
            var rest = lines[...]
            let exit = await run(name) { rest.popFirst().map { .line($0) } ?? .end }
            if exit != .done {
                worst = exit
                if !keepsGoing || isOver(exit) { return exit }
            }
        }
        return worst
    }

    /// Lines of standard input, each run before the next is read. A signal that comes while the
    /// next one is waited for ends it too.
    func run(_ editor: any LineEditor) async -> ExitCode {
        interrupts.use(editor)
        defer {
            interrupts.use(nil)
            editor.close()
        }
        return await run("stdin") { await editor.readLine(prompt: "") }
    }

    private func run(_ name: String, _ next: () async -> LineInput) async -> ExitCode {
        var assembly = LineAssembly()
        var number = 0
        var worst = ExitCode.done
        reading: while true {
            let piece: String
            switch await next() {
            case .line(let line): piece = line
            case .interrupted: return .interrupted
            case .end: break reading
            }
            number += 1
            guard let line = assembly.add(piece) else { continue }
            if echoes, !line.isEmpty { echo(line) }
            let exit = await interrupts.run { [shell] in await shell.run(line: line) }
            if exit != .done {
                shell.say(.scriptFailed, .text(name), .number(number), .number(Int(exit.rawValue)))
                if !keepsGoing || isOver(exit) { return exit }
                worst = .partly
            }
            if await shell.wantsToLeave { return worst }
        }
        guard let line = assembly.rest() else { return worst }
        let exit = await interrupts.run { [shell] in await shell.run(line: line) }
        return exit == .done ? worst : exit
    }

    private func echo(_ line: String) {
        let text = line.hasPrefix("#") ? line : "› \(line)"
        shell.console.message(
            Paint.bold(Printable.neutralise(text), on: shell.console.messageColour) + "\n")
    }

    /// An interruption ends a script even with `--keep-going`.
    private func isOver(_ exit: ExitCode) -> Bool {
        exit == .interrupted || interrupts.fatal != nil
    }

    private static func lines(of text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }
}
