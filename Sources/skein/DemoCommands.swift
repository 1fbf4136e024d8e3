import Foundation
import InboxREPL

/// Commands that exist in the demo only: `relay` and `petr`.
enum DemoCommands {
    static func all(_ world: DemoWorld, _ places: DemoPlaces) -> [Command] {
        [relay(world), petr(places)]
    }

    private static func relay(_ world: DemoWorld) -> Command {
        Command(
            "relay", russian: ["реле"], group: .program, synopsis: ["down | up"],
            purpose: Bilingual(
                ru: "только в demo: оборвать связь с реле или вернуть её",
                en: "demo only: cut the relay off, or bring it back"),
            examples: ["relay down", "relay up"]
        ) { shell, invocation in
            switch invocation.words.first?.text.lowercased() {
            case "down", "стоп":
                await world.stopRelay()
                shell.tell(
                    Bilingual(
                        ru: "реле остановлено; работайте дальше",
                        en: "the relay has stopped; go on working"))
            case "up", "пуск":
                try await world.startRelay()
                shell.tell(Bilingual(ru: "реле снова отвечает", en: "the relay answers again"))
            default:
                throw Complaint(
                    .unknownForm, ["relay", .text(invocation.words.first?.text ?? "")],
                    exit: .usage, remedy: .seeHelp, ["relay"])
            }
            return .done
        }
    }

    /// The second operator's device, used from here: one process a line, as one would type it.
    private static func petr(_ places: DemoPlaces) -> Command {
        Command(
            "petr", russian: ["пётр", "петр"], group: .program, style: .text, synopsis: ["LINE"],
            purpose: Bilingual(
                ru: "только в demo: выполнить строку на устройстве Петра",
                en: "demo only: run a line on Pyotr's device"),
            examples: ["petr list status:new", "petr sync"]
        ) { shell, invocation in
            let language = shell.settings.language.rawValue
            let child = try ChildProcess.start(
                places.skein,
                ["--store", places.petr, "--lang", language, "-c", invocation.textWithTarget])
            let code = await child.wait()
            return ExitCode(rawValue: code) ?? .failed
        }
    }
}
