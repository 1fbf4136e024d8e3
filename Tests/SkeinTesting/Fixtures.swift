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

    /// The folder of the platforms' specifications: `SKEIN_SPECS`, else beside the package.
    public static var specifications: URL {
        let named = ProcessInfo.processInfo.environment["SKEIN_SPECS"]
        return named.map { URL(filePath: $0) }
            ?? packageRoot.appending(path: "../shared/sources/specs")
    }

    /// A new empty folder; the caller removes it.
    public static func temporaryFolder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "skein-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    /// As `temporaryFolder`, in memory where the machine offers room for it: for tests of many
    /// small stores that are never about the disk, whose every commit would wait for it.
    public static func memoryFolder() throws -> URL {
        let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: memory.path)
        guard let free = attributes?[.systemFreeSize] as? NSNumber,
            free.int64Value >= memoryFolderFreeBytesMin
        else { return try temporaryFolder() }
        let url = memory.appending(path: "skein-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    /// Tests run side by side, a few MB each; the 64 MB that containers have as a rule are too few.
    private static let memoryFolderFreeBytesMin: Int64 = 1 << 30
}
