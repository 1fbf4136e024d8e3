import Foundation
import InboxREPL

/// `skein demo [--script FILE] [--keep DIR]`: a whole shop on this machine, to be tried out.
struct Demo: Sendable {
    static let help = Bilingual(
        ru: """
            skein demo [--script FILE] [--keep DIR] [--lang ru|en]
            Реле, площадки, два оператора и день переписки на этой машине; всё исчезает в конце.
              --script FILE   выполнить строки файла и выйти с их кодом
              --keep DIR      разложить в DIR и оставить: DIR/a Анна, DIR/b Пётр, DIR/relay
            """,
        en: """
            skein demo [--script FILE] [--keep DIR] [--lang ru|en]
            Relay, platforms, two operators and a day of chats on this machine; all gone at the end.
              --script FILE   run the lines of a file and leave with their exit code
              --keep DIR      lay it out in DIR and leave it: DIR/a Anna, DIR/b Pyotr, DIR/relay
            """)

    var script: String?
    var keep: String?
    var language: Language

    /// From the arguments after `demo`; nil where they are wrong or help is asked for.
    init?(_ arguments: [String], environment: [String: String]) {
        language = Language.of(environment: environment)
        var rest = arguments[...]
        while let word = rest.popFirst() {
            let pieces = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = pieces.first,
                let value = pieces.count == 2 ? pieces[1] : rest.popFirst()
            else { return nil }
            switch name {
            case "--script": script = value
            case "--keep": keep = value
            case "--lang":
                guard let named = Language(rawValue: value) else { return nil }
                language = named
            default: return nil
            }
        }
    }

    /// - Returns: the exit code of the dialogue, the script or the story.
    func run(_ host: Host) async -> Int32 {
        let places: DemoPlaces
        do { places = try DemoPlaces(keep: keep) } catch { return report(error, host) }
        let world = DemoWorld(places)
        let setup = DemoSetup(places: places, world: world) { step in
            host.message("· \(step[language])\n")
        }
        let watch = DemoSignals()
        host.watchSignals([SIGINT, SIGTERM, SIGHUP]) { watch.arrived($0) }
        let code: Int32
        let isReady = await watch.run { try await setup.run(now: host.now().wall.milliseconds) }
        switch isReady {
        case .success: code = await play(host, places, world)
        case .failure(let error): code = watch.exitCode ?? report(error, host)
        }
        await world.stop()
        do { try places.removeIfTemporary() } catch {
            host.message("\(places.folder): \(error.localizedDescription)\n")
        }
        return code
    }

    private func play(_ host: Host, _ places: DemoPlaces, _ world: DemoWorld) async -> Int32 {
        var host = host
        host.commands += DemoCommands.all(world, places)
        host.banner = DemoGuide.banner(places)
        host.arguments = ["--store", places.anna, "--lang", language.rawValue, "-X"]
        if let script {
            host.arguments += ["-f", script]
        } else if !host.inputIsTerminal || !host.outputIsTerminal {
            host.arguments += ["--echo", "-c", DemoGuide.story]
        }
        return await Program(host).run()
    }

    private func report(_ error: any Error, _ host: Host) -> Int32 {
        host.message(words(error)[language] + "\n")
        return error is DemoPlaces.Failure ? 2 : 1
    }

    private func words(_ error: any Error) -> Bilingual {
        switch error {
        case DemoPlaces.Failure.programMissing(let path):
            Bilingual(ru: "нет программы \(path)", en: "the program \(path) is missing")
        case DemoPlaces.Failure.dayMissing:
            Bilingual(ru: "не найден demo/day.json", en: "demo/day.json is not found")
        case DemoPlaces.Failure.folderInUse(let path):
            Bilingual(
                ru: "в \(path) уже есть demo; назовите другую папку",
                en: "\(path) holds a demo already; name another folder")
        case let failure as Server.Failure:
            Bilingual(
                ru: "\(failure.program) не запустился: \(failure.lastWords)",
                en: "\(failure.program) did not start: \(failure.lastWords)")
        case let failure as DemoSetup.Failure:
            Bilingual(
                ru: "skein \(failure.line): код \(failure.code)\n\(failure.lastWords)",
                en: "skein \(failure.line): exit code \(failure.code)\n\(failure.lastWords)")
        default: Bilingual(ru: "не вышло: \(error)", en: "that failed: \(error)")
        }
    }
}
