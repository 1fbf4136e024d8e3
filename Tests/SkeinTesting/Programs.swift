public import Foundation

/// Where programs lie.
public enum Programs {
    /// A built program of ours, beside the test bundle; an absolute path names itself.
    public static func url(_ name: String) -> URL {
        if name.hasPrefix("/") { return URL(filePath: name) }
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appending(path: name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        return Fixtures.packageRoot.appending(path: ".build/debug/\(name)")
    }

    /// A program of the system by `PATH`; nil, said on standard output, where there is none.
    public static func inPath(_ name: String) -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for folder in path.split(separator: ":") {
            let candidate = URL(filePath: String(folder)).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        print("skipped: there is no \(name)")
        return nil
    }

    /// Whether `strace` is there and may trace.
    public static var canTrace: Bool {
        guard let strace = inPath("strace") else { return false }
        do {
            return try RunningProgram(
                strace.path, ["-o", "/dev/null", "true"],
                environment: ProcessInfo.processInfo.environment
            ).wait() == 0
        } catch {
            return false
        }
    }
}
