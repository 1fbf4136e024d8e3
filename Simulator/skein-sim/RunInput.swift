import ArgumentParser
import Foundation
import InboxSimulation
import SharedTodo
import SimulationKit

/// What a run is taken from: a file, or a seed with a profile and an application.
enum RunInput {
    /// Programs that can be simulated, the usual one first.
    static var applications: [any SimulatedApplication] { [InboxProgram(), SharedTodo()] }

    static func application(_ name: String) throws -> any SimulatedApplication {
        guard let application = applications.first(where: { $0.name == name }) else {
            throw ValidationError(
                "there is no application '\(name)', only "
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
            return try RunFile(parsing: text, name: path, applications: applications)
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

    @Option(help: "For a seed: calm, lite or swarm (swarm).", transform: Profile.parse)
    var profile: Profile?

    @Option(help: "For a seed: inbox or todo (inbox).")
    var application: String?

    func validate() throws {
        if let application { _ = try RunInput.application(application) }
    }

    func run() throws -> RunFile {
        if let seed = UInt64(source), !FileManager.default.fileExists(atPath: source) {
            let application = try RunInput.application(application ?? "inbox")
            let run = Run(seed: seed, profile: profile ?? .swarm, application)
            return RunFile(run.configuration, application, run.steps)
        }
        guard profile == nil, application == nil else {
            throw ValidationError(
                "--profile and --application go with a seed; a file names its own")
        }
        return try RunInput.read(source)
    }
}

extension Outcome {
    /// The first thing that went wrong, for a person.
    var complaint: String? {
        violations.first.map { "\($0.checker): \($0.detail)" } ?? error
    }
}
