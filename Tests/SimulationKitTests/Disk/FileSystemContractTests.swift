import Foundation
import SimulationKit
import SkeinFiles
import SkeinTesting
import Testing

/// What both file systems promise, the machine's and the simulated one.
struct FileSystemContractTests {
    enum Kind: CaseIterable { case machine, simulated }

    /// A file system and a folder in it that is not there yet.
    private func run(_ kind: Kind, _ body: (any FileSystem, String) throws -> Void) throws {
        switch kind {
        case .simulated:
            let mounted = MountedDisk()
            try body(mounted.files, mounted.path("folder"))
        case .machine:
            let folder = try Fixtures.temporaryFolder()
            defer { try? FileManager.default.removeItem(at: folder) }
            try body(SystemFileSystem(), folder.appending(path: "folder").path)
        }
    }

    private func cause(_ body: () throws -> Void) -> FileError.Cause? {
        do {
            try body()
            return nil
        } catch {
            return (error as? FileError)?.cause
        }
    }

    @Test(arguments: Kind.allCases) func `a folder is made with its parents, and again`(
        _ kind: Kind
    ) throws {
        try run(kind) { files, folder in
            #expect(!files.exists(folder))
            try files.makeFolder(folder + "/a/b")
            try files.makeFolder(folder + "/a/b")
            #expect(files.exists(folder + "/a"))
            #expect(files.exists(folder + "/a/b"))
        }
    }

    @Test(arguments: Kind.allCases) func `a file is read as it was written, whole or in part`(
        _ kind: Kind
    ) throws {
        try run(kind) { files, folder in
            try files.makeFolder(folder)
            let path = folder + "/file"
            #expect(try files.read(path) == nil)
            #expect(try files.read(path, first: 2) == nil)
            #expect(try files.size(path) == nil)
            try files.replace(path, with: [1, 2, 3, 4, 5])
            try files.replace(path, with: [1, 2, 3])
            #expect(try files.read(path) == [1, 2, 3])
            #expect(try files.read(path, first: 2) == [1, 2])
            #expect(try files.read(path, first: 9) == [1, 2, 3])
            #expect(try files.size(path) == 3)
            #expect(try files.isPrivate(path))
            #expect(!files.exists(path + ".new"))
        }
    }

    @Test(arguments: Kind.allCases) func `files are made once, renamed and removed`(_ kind: Kind)
        throws
    {
        try run(kind) { files, folder in
            try files.makeFolder(folder)
            try files.create(folder + "/a", with: [1])
            #expect(cause { try files.create(folder + "/a", with: [2]) } == .exists)
            #expect(try files.read(folder + "/a") == [1])
            try files.replace(folder + "/b", with: [3])
            try files.rename(folder + "/a", to: folder + "/b")
            #expect(try files.read(folder + "/b") == [1])
            #expect(cause { try files.rename(folder + "/a", to: folder + "/b") } == .system(ENOENT))
            try files.remove(folder + "/b")
            try files.remove(folder + "/b")
            #expect(!files.exists(folder + "/b"))
        }
    }

    @Test(arguments: Kind.allCases) func `a file grows at its end, and is cut back`(_ kind: Kind)
        throws
    {
        try run(kind) { files, folder in
            try files.makeFolder(folder)
            let path = folder + "/journal"
            try files.openForAppending(path).append([1, 2])
            let file = try files.openForAppending(path)
            #expect(file.size == 2)
            try file.append([3, 4])
            try file.sync()
            try file.truncate(to: 3)
            try file.append([5])
            #expect(file.size == 4)
            #expect(try files.read(path) == [1, 2, 3, 5])
        }
    }

    @Test(arguments: Kind.allCases) func `a lock is held until it is let go, and names its holder`(
        _ kind: Kind
    ) throws {
        try run(kind) { files, folder in
            try files.makeFolder(folder)
            let path = folder + "/lock"
            try files.replace(path, with: Array("a much longer number\n".utf8))
            var lock: (any FileLock)? = try files.lock(path)
            #expect(lock != nil)
            let text = String(decoding: try #require(try files.read(path)), as: UTF8.self)
            let holder = try #require(Int32(text.trimmingCharacters(in: .newlines)))
            #expect(cause { _ = try files.lock(path) } == .locked(holderPID: holder))
            lock = nil
            #expect(cause { _ = try files.lock(path) } == nil)
        }
    }
}
