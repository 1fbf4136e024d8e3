import Foundation
import SkeinCRDT

/// The read-evaluate-print loop on a terminal.
struct Dialogue: Sendable {
    let shell: Shell
    let editor: any LineEditor
    let history: History
    let interrupts: Interrupts
    let banner: Bilingual?

    /// Until the operator leaves; the exit code of leaving, not of the last line.
    func run(startupScript: String?) async -> ExitCode {
        interrupts.use(editor)
        defer {
            interrupts.use(nil)
            editor.close()
        }
        do {
            _ = try await shell.session()
        } catch {
            return shell.report(error, line: nil)
        }
        greet()
        if let startupScript, FileManager.default.fileExists(atPath: startupScript) {
            var options = Options()
            options.keepsGoing = true
            let runner = ScriptRunner(shell, interrupts, options)
            _ = await runner.run([.file(startupScript)])
        }
        while true {
            let notices: AsyncStream<Notice>
            do {
                notices = try await shell.session().notices()
            } catch {
                return shell.report(error, line: nil)
            }
            let exit = await withTaskGroup(of: Void.self) { group in
                group.addTask { await show(notices) }
                let exit = await loop()
                group.cancelAll()
                return exit
            }
            if let exit { return exit }
        }
    }

    private func greet() {
        let language = shell.settings.language
        guard let banner else { return shell.say(.bannerHint) }
        shell.console.message(banner[language] + "\n")
    }

    /// - Returns: nil where a command has closed the session, and another is to be opened.
    private func loop() async -> ExitCode? {
        var assembly = LineAssembly()
        while interrupts.fatal == nil {
            let prompt =
                assembly.isPending
                ? "… "
                : await shell.prompt().text(
                    shell.settings.language, colour: shell.console.colour)
            switch await editor.readLine(prompt: prompt) {
            case .interrupted: assembly = LineAssembly()
            case .end:
                await shell.farewell()
                return .done
            case .line(let piece):
                guard let line = assembly.add(piece) else { continue }
                if line.allSatisfy(\.isWhitespace) { continue }
                await run(line)
                if await shell.wantsToLeave {
                    await shell.farewell()
                    return .done
                }
                guard await shell.isOpen else { return nil }
            }
        }
        return .interrupted
    }

    private func run(_ line: String) async {
        editor.remember(line)
        do {
            try history.append(line)
        } catch {
            _ = shell.report(error, line: nil)
        }
        let exit = await interrupts.run { [shell] in await shell.run(line: line) }
        if exit == .interrupted { shell.say(.interruptedWord) }
    }

    /// Shows notices above the line being edited, at most one line a second.
    private func show(_ notices: AsyncStream<Notice>) async {
        let words = NoticeText(language: shell.settings.language)
        let pace = NoticePace()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await notice in notices { await pace.add(notice) }
                await pace.finish()
            }
            group.addTask {
                while let line = await pace.nextLine(words, shell.settings.now) {
                    editor.show(notice: line)
                }
            }
        }
    }
}
