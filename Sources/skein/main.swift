import Foundation
import InboxREPL
import SkeinClock
import SkeinHTTP

// Before anything that a signal could interrupt.
let watcher = SignalWatcher()
let environment = ProcessInfo.processInfo.environment
let arguments = Array(CommandLine.arguments.dropFirst())
// A reader that has gone away is noticed at the next write; sockets never end the program.
signal(SIGPIPE, SIG_IGN)

let clock = SystemClock()
var host = Host(
    arguments: arguments, environment: environment,
    inputIsTerminal: Terminal.isTerminal(STDIN_FILENO),
    outputIsTerminal: Terminal.isTerminal(STDOUT_FILENO),
    messageIsTerminal: Terminal.isTerminal(STDERR_FILENO),
    data: { Terminal.write($0, to: STDOUT_FILENO) },
    message: { Terminal.write($0, to: STDERR_FILENO) },
    width: { Terminal.width(STDOUT_FILENO, environment: environment) },
    now: { clock.now() }, zone: .current,
    openSession: { folder in try openSession(folder, clock: clock) },
    makeEditor: { history in ReadlineEditor(history: history) },
    makePlainEditor: {
        PlainEditor(file: STDIN_FILENO) { Terminal.write($0, to: STDERR_FILENO) }
    },
    watchSignals: { watcher.watch($0, handler: $1) })
host.askSecret = { await Terminal.readSecret(prompt: $0, on: STDIN_FILENO) }
host.rebuildStore = { folder in
    try await LiveSession.rebuild(folder: URL(filePath: folder), clock: clock, client: CurlClient())
}
host.height = { Terminal.height(STDOUT_FILENO, environment: environment) }
host.page = { await Pager.show($0, startsAtEnd: $1, environment: environment) }
host.editorSignals = ReadlineEditor.signals

if arguments.first == "demo" {
    if let demo = Demo(Array(arguments.dropFirst()), environment: environment) {
        exit(await demo.run(host))
    }
    host.message(Demo.help[Language.of(environment: environment)] + "\n")
    exit(arguments.contains("--help") ? 0 : 2)
}
exit(await Program(host).run())
