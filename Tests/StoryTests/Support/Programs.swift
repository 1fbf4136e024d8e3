import Foundation
import SkeinTesting

/// Where the built programs lie: beside the test bundle.
enum Programs {
    static func url(_ name: String) -> URL {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appending(path: name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        return Fixtures.packageRoot.appending(path: ".build/debug/\(name)")
    }
}
