public import Foundation

/// Where test data lies.
public enum Fixtures {
    /// The package's own root folder.
    public static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file or folder under `Fixtures/`.
    public static func url(_ path: String) -> URL {
        packageRoot.appending(path: "Fixtures/\(path)")
    }

    /// The folder of conformance vectors: `SKEIN_VECTORS`, else `../shared/vectors` beside the
    /// package; nil, said on standard output, where there is none.
    public static func vectors(_ set: String) -> URL? {
        let named = ProcessInfo.processInfo.environment["SKEIN_VECTORS"]
        let root =
            named.map { URL(filePath: $0) } ?? packageRoot.appending(path: "../shared/vectors")
        let folder = root.appending(path: set)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("\(set): skipped, no vectors at \(folder.path)")
            return nil
        }
        return folder
    }

    /// A new empty folder; the caller removes it.
    public static func temporaryFolder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "skein-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }
}
