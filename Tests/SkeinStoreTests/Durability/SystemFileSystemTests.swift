import Foundation
import SkeinFiles
import SkeinTesting
import Testing

/// The machine's own file system, as stores use it.
@Suite final class SystemFileSystemTests {
    private let files = SystemFileSystem()
    private let folder: URL

    init() throws { folder = try Fixtures.temporaryFolder() }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func mode(_ path: String) throws -> Int? {
        (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?
            .intValue
    }

    private func cause(_ body: () throws -> Void) -> FileError.Cause? {
        do {
            try body()
            return nil
        } catch {
            return (error as? FileError)?.cause
        }
    }

    @Test func `makes folders with their parents, for their user only, and again`() throws {
        try files.makeFolder(path("a/b/c"))
        try files.makeFolder(path("a/b/c"))
        for name in ["a", "a/b", "a/b/c"] { #expect(try mode(path(name)) == 0o700) }
        try files.replace(path("file"), with: [1])
        #expect(cause { try files.makeFolder(path("file")) } == .system(ENOTDIR))
        #expect(cause { try files.makeFolder(path("file/below")) } == .system(ENOTDIR))
    }

    @Test func `replaces and creates private files as a whole`() throws {
        #expect(try files.read(path("x")) == nil)
        #expect(try files.size(path("x")) == nil)
        try files.create(path("x"), with: [1, 2, 3])
        #expect(try mode(path("x")) == 0o600)
        #expect(cause { try files.create(path("x"), with: [4]) } == .exists)
        #expect(try files.read(path("x")) == [1, 2, 3])
        try files.replace(path("x"), with: [4, 5])
        #expect(try files.read(path("x")) == [4, 5])
        #expect(try files.read(path("x"), first: 1) == [4])
        #expect(try files.read(path("x"), first: 9) == [4, 5])
        #expect(try files.size(path("x")) == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x"])
        try files.rename(path("x"), to: path("y"))
        #expect(!files.exists(path("x")))
        try files.remove(path("y"))
        try files.remove(path("y"))
        #expect(!files.exists(path("y")))
        #expect(cause { try files.rename(path("y"), to: path("x")) } == .system(ENOENT))
    }

    @Test func `knows a file that others may read`() throws {
        try files.replace(path("x"), with: [])
        #expect(try files.isPrivate(path("x")))
        #expect(chmod(path("x"), 0o640) == 0)
        #expect(try !files.isPrivate(path("x")))
    }

    @Test func `appends, syncs and cuts`() throws {
        let file = try files.openForAppending(path("x"))
        try file.append([1, 2, 3])
        try file.append([4])
        try file.sync()
        #expect(file.size == 4)
        try file.truncate(to: 2)
        try file.append([9])
        #expect(try files.read(path("x")) == [1, 2, 9])
        let again = try files.openForAppending(path("x"))
        #expect(again.size == 3)
        try again.append([8])
        #expect(try files.read(path("x")) == [1, 2, 9, 8])
    }

    @Test func `locks against a second owner, who is told of the first`() throws {
        var lock: (any FileLock)? = try files.lock(path("lock"))
        withExtendedLifetime(lock) {
            #expect(
                cause { _ = try files.lock(path("lock")) } == .locked(holderPID: getpid()))
        }
        lock = nil
        #expect(cause { _ = try files.lock(path("lock")) } == nil)
    }

    @Test func `a lock goes with its owner, although a child has a copy of its descriptor`() throws
    {
        var lock: (any FileLock)? = try files.lock(path("lock"))
        // As a child between fork and exec: a copy of every descriptor.
        let copies = (3..<64).map { dup($0) }.filter { $0 >= 0 }
        defer { copies.forEach { close($0) } }
        withExtendedLifetime(lock) {}
        lock = nil
        #expect(cause { _ = try files.lock(path("lock")) } == nil)
    }

    @Test func `says that the disk is full`() throws {
        guard files.exists("/dev/full") else { return }
        let file = try files.openForAppending("/dev/full")
        #expect(cause { try file.append([1]) } == .full)
    }
}
