public import Foundation

/// A file system of some MB in memory.
public struct SmallDisk {
    private let folder: URL

    /// Needs the right to mount, which test machines rarely give.
    public static var isPossible: Bool {
        do {
            let folder = try Fixtures.temporaryFolder()
            defer { rmdir(folder.path) }
            try SmallDisk(at: folder, mebibytes: 1).unmount()
            return true
        } catch {
            print("skipped: no file system can be mounted here")
            return false
        }
    }

    public init(at folder: URL, mebibytes: Int) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.call(
            "mount",
            ["-t", "tmpfs", "-o", "size=\(mebibytes)m,mode=700", "tmpfs", folder.path])
    }

    /// Takes all the room there is.
    public func fill() throws {
        let file = open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(file) }
        let page = [UInt8](repeating: 0, count: 4096)
        while write(file, page, page.count) > 0 {}
        guard errno == ENOSPC else { throw POSIXError(.EIO) }
    }

    public func free() throws { try FileManager.default.removeItem(atPath: filler) }

    public func unmount() {
        do { try Self.call("umount", [folder.path]) } catch {
            print("still mounted: \(folder.path): \(error)")
        }
    }

    private var filler: String { folder.appending(path: "filler").path }

    private static func call(_ name: String, _ arguments: [String]) throws {
        guard let program = Programs.inPath(name) else { throw POSIXError(.ENOENT) }
        let run = try RunningProgram(
            program.path, arguments, environment: ProcessInfo.processInfo.environment)
        guard run.wait() == 0 else { throw POSIXError(.EPERM) }
    }
}
