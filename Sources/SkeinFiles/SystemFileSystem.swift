import Glibc

/// The machine's own file system.
///
/// A file is replaced by writing `<path>.new`, syncing it, renaming it and syncing the folder. What
/// `remove` has removed may come back after a power cut.
package struct SystemFileSystem: FileSystem {
    package init() {}

    package func makeFolder(_ path: String) throws(FileError) {
        guard mkdir(path, 0o700) != 0 else { return try Descriptor.sync(folderOf: path) }
        if errno == ENOENT, let parent = Self.parent(of: path) {
            try makeFolder(parent)
            guard mkdir(path, 0o700) != 0 else { return try Descriptor.sync(folderOf: path) }
        }
        let code = errno
        guard code == EEXIST else { throw FileError(errno: code, path: path) }
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError(errno: errno, path: path) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw FileError(errno: ENOTDIR, path: path)
        }
    }

    private static func parent(of path: String) -> String? {
        var name = Substring(path)
        while name.last == "/" { name.removeLast() }
        guard let end = name.lastIndex(of: "/"), end != name.startIndex else { return nil }
        return String(name[..<end])
    }

    package func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0
    }

    // MARK: Reading

    package func read(_ path: String) throws(FileError) -> [UInt8]? {
        guard let file = try Self.opened(path) else { return nil }
        return try file.read(Int(try file.status.st_size))
    }

    package func read(_ path: String, first count: Int) throws(FileError) -> [UInt8]? {
        try Self.opened(path)?.read(count)
    }

    package func size(_ path: String) throws(FileError) -> Int? {
        try Self.status(path).map { Int($0.st_size) }
    }

    /// The machine's id and the file's number. Two machines copied as a whole look alike.
    package func identity(_ path: String) throws(FileError) -> String? {
        guard let status = try Self.status(path) else { return nil }
        let machine = try read("/etc/machine-id") ?? []
        return String(decoding: machine, as: UTF8.self).filter(\.isHexDigit) + " \(status.st_ino)"
    }

    package func isPrivate(_ path: String) throws(FileError) -> Bool {
        guard let status = try Self.status(path) else { return true }
        return status.st_mode & 0o077 == 0
    }

    private static func opened(_ path: String) throws(FileError) -> Descriptor? {
        do throws(FileError) {
            return try Descriptor(path, O_RDONLY)
        } catch {
            guard error.cause == .system(ENOENT) else { throw error }
            return nil
        }
    }

    private static func status(_ path: String) throws(FileError) -> stat? {
        var status = stat()
        guard stat(path, &status) != 0 else { return status }
        guard errno == ENOENT else { throw FileError(errno: errno, path: path) }
        return nil
    }

    // MARK: Whole files

    package func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        try put(bytes, path) { Glibc.rename($0, path) }
    }

    package func create(_ path: String, with bytes: [UInt8]) throws(FileError) {
        do throws(FileError) {
            // A link fails where the name exists; a rename would replace it.
            try put(bytes, path) { link($0, path) == 0 ? unlink($0) : -1 }
        } catch {
            guard error.cause == .system(EEXIST) else { throw error }
            throw FileError(.exists, path: path, detail: error.detail)
        }
    }

    /// Writes the bytes aside, durably, then moves them to their name.
    private func put(
        _ bytes: [UInt8], _ path: String, move: (String) -> Int32
    ) throws(FileError) {
        let aside = path + ".new"
        do throws(FileError) {
            let file = try Descriptor(aside, O_WRONLY | O_CREAT | O_TRUNC)
            try file.write(bytes)
            try file.sync()
            guard move(aside) == 0 else { throw FileError(errno: errno, path: path) }
        } catch {
            // Half a file helps nobody; what was there before is in its place.
            unlink(aside)
            throw error
        }
        try Descriptor.sync(folderOf: path)
    }

    package func rename(_ path: String, to newPath: String) throws(FileError) {
        guard Glibc.rename(path, newPath) == 0 else { throw FileError(errno: errno, path: path) }
        try Descriptor.sync(folderOf: newPath)
    }

    package func remove(_ path: String) throws(FileError) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw FileError(errno: errno, path: path)
    }

    // MARK: Files held open

    package func openForAppending(_ path: String) throws(FileError) -> any AppendableFile {
        let isNew = !exists(path)
        let file = try SystemAppendableFile(path)
        if isNew { try Descriptor.sync(folderOf: path) }
        return file
    }

    package func lock(_ path: String) throws(FileError) -> any FileLock {
        try SystemFileLock(path)
    }
}
