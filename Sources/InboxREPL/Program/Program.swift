import Foundation
import SkeinCRDT

/// The whole program but its `main`: options, the three modes, and the exit code.
package struct Program: Sendable {
    private let host: Host
    private let table: CommandTable
    private let interrupts = Interrupts()

    package init(_ host: Host) {
        self.host = host
        table = CommandTable.standard(adding: host.commands)
    }

    /// Runs to the end; the number for the operating system.
    package func run() async -> Int32 {
        let options: Options
        let spoken = Language.of(environment: host.environment)
        do {
            options = try Options.parse(host.arguments, table)
        } catch {
            let shell = makeShell(Options(), spoken, Places(store: nil, environment: [:]))
            return shell.report(error, line: nil).rawValue
        }
        let isDialogue = options.mode == .dialogue && host.inputIsTerminal
        host.watchSignals(
            [SIGINT, SIGTERM, SIGHUP] + (isDialogue ? host.editorSignals : []),
            { [interrupts] in interrupts.handle($0) })
        let places = Places(store: options.store, environment: host.environment)
        let language = options.language ?? spoken
        let exit = await run(options, language, places, isDialogue: isDialogue)
        if let signal = interrupts.fatal { return 128 + signal }
        return exit.rawValue
    }

    private func run(
        _ options: Options, _ language: Language, _ places: Places, isDialogue: Bool
    ) async -> ExitCode {
        switch options.mode {
        case .command(let arguments):
            let shell = makeShell(options, language, places, readsInput: true, pages: true)
            let exit = await interrupts.run { await shell.run(arguments: arguments) }
            await shell.close()
            return exit
        case .scripts(let origins):
            let shell = makeShell(options, language, places)
            let exit = await ScriptRunner(shell, interrupts, options)
                .run(origins)
            await shell.close()
            return exit
        case .dialogue where isDialogue:
            // No redrawing for a screen reader: whole lines only, notices after them.
            let isPlain = Terminal.isDumb(host.environment) || Terminal.speaks(host.environment)
            let history = History(path: places.history, table: table)
            let editor = isPlain ? host.makePlainEditor() : host.makeEditor(history.load())
            let shell = makeShell(options, language, places, pages: true, editor: editor)
            editor.complete { line, cursor in await shell.complete(line, cursor: cursor) }
            let dialogue = Dialogue(
                shell: shell, editor: editor, history: history, interrupts: interrupts,
                banner: host.banner)
            let exit = await dialogue.run(
                startupScript: options.skipsInit ? nil : places.startupScript)
            await shell.close()
            return exit
        case .dialogue:
            let shell = makeShell(options, language, places)
            let exit = await ScriptRunner(shell, interrupts, options)
                .run(host.makePlainEditor())
            await shell.close()
            return exit
        }
    }

    private func makeShell(
        _ options: Options, _ language: Language, _ places: Places, readsInput: Bool = false,
        pages: Bool = false, editor: (any LineEditor)? = nil
    ) -> Shell {
        var settings = ShellSettings(
            language: language, zone: host.zone, store: places.store, now: host.now)
        settings.output = options.output
        settings.height = host.height
        settings.speaks = Terminal.speaks(host.environment)
        if pages, host.outputIsTerminal, host.inputIsTerminal, !Terminal.isDumb(host.environment),
            !Terminal.speaks(host.environment)
        {
            settings.page = host.page
        }
        if let editor {
            settings.compose = { prompt, changed in
                await editor.readLine(prompt: prompt, purpose: .compose(changed: changed))
            }
            settings.ask = { question in
                guard
                    case .line(let answer) = await editor.readLine(
                        prompt: question, purpose: .answer)
                else {
                    return nil
                }
                return answer
            }
        }
        if host.inputIsTerminal { settings.askSecret = host.askSecret }
        if readsInput, !host.inputIsTerminal { settings.readInput = readInput }
        let colour = Terminal.wantsColour(
            options.colour, isTerminal: host.outputIsTerminal, environment: host.environment)
        let messageColour = Terminal.wantsColour(
            options.colour, isTerminal: host.messageIsTerminal, environment: host.environment)
        let console = Console(
            data: host.data, message: host.message, isTerminal: host.outputIsTerminal,
            messageIsTerminal: host.messageIsTerminal, colour: colour,
            messageColour: messageColour, width: host.width)
        let (open, folder) = (host.openSession, places.store)
        if let rebuild = host.rebuildStore { settings.rebuild = { try await rebuild(folder) } }
        return Shell(settings: settings, table: table, console: console) {
            try await open(folder)
        }
    }

    /// All lines of standard input; those read so far where the command is cancelled meanwhile.
    private func readInput() async -> [String] {
        let editor = host.makePlainEditor()
        defer { editor.close() }
        return await withTaskCancellationHandler {
            var lines: [String] = []
            while case .line(let line) = await editor.readLine(prompt: "") { lines.append(line) }
            return lines
        } onCancel: {
            editor.close()
        }
    }
}
