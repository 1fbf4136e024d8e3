import Foundation

/// Where the demo finds its programs and its day, and where it lays out its world.
struct DemoPlaces: Sendable {
    let folder: String
    let skein: String
    let relayProgram: String
    let simulator: String
    let day: String
    let story: String
    /// Made for this run only: removed at its end.
    let isTemporary: Bool

    enum Failure: Error {
        case programMissing(String)
        case dayMissing
        case folderInUse(String)
        case folderUnusable(String, String)
    }

    var anna: String { "\(folder)/a" }
    var petr: String { "\(folder)/b" }
    var relay: String { "\(folder)/relay" }
    var invite: String { "\(folder)/petr.invite" }
    var orders: String { "\(folder)/day.json" }
    func token(_ account: String) -> String { "\(folder)/\(account).token" }
    func log(_ name: String) -> String { "\(folder)/\(name).log" }

    /// - Parameter keep: the folder that the operator wants to keep; a fresh one where nil.
    init(keep: String?) throws(Failure) {
        let files = FileManager.default
        let own = files.currentExecutable
        skein = own.path
        let beside = own.deletingLastPathComponent()
        relayProgram = beside.appending(path: "skein-relay").path
        simulator = beside.appending(path: "skein-sim").path
        for program in [relayProgram, simulator] where !files.isExecutableFile(atPath: program) {
            throw .programMissing(program)
        }
        guard let data = Self.dataFolder(near: beside) else { throw .dayMissing }
        day = data.appending(path: "day.json").path
        story = data.appending(path: "story.skein").path
        let name = "skein-demo-\(UUID().uuidString.prefix(8).lowercased())"
        let url = keep.map { URL(filePath: $0) } ?? files.temporaryDirectory.appending(path: name)
        isTemporary = keep == nil
        folder = url.path
        if files.fileExists(atPath: "\(folder)/a") { throw .folderInUse(folder) }
        do {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .folderUnusable(folder, error.localizedDescription)
        }
    }

    func removeIfTemporary() throws {
        if isTemporary { try FileManager.default.removeItem(atPath: folder) }
    }

    /// `share/skein/demo` of an installation, or `Fixtures/demo` of a source tree around the
    /// program.
    private static func dataFolder(near programs: URL) -> URL? {
        let files = FileManager.default
        var candidates = [
            programs.deletingLastPathComponent().appending(path: "share/skein/demo")
        ]
        var above = programs
        while above.path != "/" {
            candidates.append(above.appending(path: "Fixtures/demo"))
            above = above.deletingLastPathComponent()
        }
        return candidates.first { files.fileExists(atPath: $0.appending(path: "day.json").path) }
    }
}

extension FileManager {
    /// This program's own file, links resolved.
    fileprivate var currentExecutable: URL {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    }
}
