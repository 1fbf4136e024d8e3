import ArgumentParser
import Foundation
import SimulationKit

/// What a run is taken from: a file, or a seed with a profile and an application.
enum RunInput {
    /// The usual one where none is named.
    static func application(_ name: String?) throws -> any SimulatedApplication {
        let applications = SimulationCommands.applications
        let found = name.map { name in applications.first { $0.name == name } }
        guard let application = found ?? applications.first else {
            throw ValidationError(
                "there is no application '\(name ?? "")', only "
                    + applications.map(\.name).joined(separator: ", "))
        }
        return application
    }

    /// Says what is wrong and ends the program, where the file makes no sense.
    static func read(_ path: String) throws -> RunFile {
        let file = FileHandle(forReadingAtPath: path)
        guard let file, let data = try? file.read(upToCount: RunFile.bytesMax + 1) else {
            throw refuse("\(path): there is no such file, or it cannot be read")
        }
        guard data.count <= RunFile.bytesMax else {
            throw refuse("\(path): more than \(RunFile.bytesMax) bytes: that is no run")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw refuse("\(path): no text in UTF-8")
        }
        do throws(RunFileError) {
            return try RunFile(
                parsing: text, name: path, applications: SimulationCommands.applications)
        } catch {
            throw refuse("\(error)")
        }
    }

    /// The exit code for input that makes no sense (EX_USAGE), as for wrong options.
    static func refuse(_ text: String) -> ExitCode {
        say(text)
        return .validationFailure
    }

    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}

/// `FILE|SEED [--profile P] [--application A]`.
struct RunChoice: ParsableArguments {
    @Argument(
        help: ArgumentHelp("A file that holds a run, or a seed.", valueName: "file|seed"))
    var source: String

    @Option(help: "For a seed: calm, lite, swarm or rot (swarm).", transform: Profile.parse)
    var profile: Profile?

    @Option(help: "For a seed: how many things people do (drawn: 10 to 60).")
    var commands: Int?

    @OptionGroup var program: ApplicationOption

    func run() throws -> RunFile {
        if let seed = UInt64(source), !FileManager.default.fileExists(atPath: source) {
            let application = try program.application()
            let run = Run(
                seed: seed, profile: profile ?? .swarm, commands: commands, application)
            return RunFile(run.configuration, application, run.steps)
        }
        guard profile == nil, commands == nil, program.name == nil else {
            throw ValidationError(
                "--profile, --commands and --application go with a seed; a file names its own")
        }
        return try RunInput.read(source)
    }
}

/// `--application NAME`.
struct ApplicationOption: ParsableArguments {
    @Option(
        name: .customLong("application"),
        help: ArgumentHelp(
            "Which program, for a seed (\(Self.names)).", valueName: "application"))
    var name: String?

    private static var names: String {
        SimulationCommands.applications.map(\.name).joined(separator: ", ")
    }

    func validate() throws { _ = try application() }

    func application() throws -> any SimulatedApplication { try RunInput.application(name) }
}

extension Outcome {
    /// The first thing that went wrong, for a person.
    var complaint: String? {
        violations.first.map { "\($0.checker): \($0.detail)" } ?? error
    }
}
