import Glibc
package import SkeinFiles

/// Files beside databases on a simulated disk: the same files that `SimulatedVFS` shows SQLite.
///
/// Keeps the promises of `FileSystem` by the calls that a real implementation makes, each of which
/// counts and can fail: `replace` writes aside, syncs, renames and syncs the folder.
package struct SimulatedFileSystem: FileSystem {
    package let disk: SimulatedDisk

    package init(_ disk: SimulatedDisk) { self.disk = disk }

    package func makeFolder(_ path: String) throws(FileError) {
        try translating(path) { (place) throws(DiskError) in try disk.makeFolder(place) }
    }

    package func exists(_ path: String) -> Bool { disk.relative(path).map(disk.exists) ?? false }

    package func read(_ path: String) throws(FileError) -> [UInt8]? {
        try read(path, first: .max)
    }

    package func read(_ path: String, first count: Int) throws(FileError) -> [UInt8]? {
        try translating(path) { (place) throws(DiskError) in
            guard disk.isFile(place) else { return nil }
            let handle = try disk.open(place, creates: false).handle
            defer { disk.close(handle) }
            let wanted = min(count, try disk.size(handle))
            var bytes: [UInt8] = []
            // A read that ends early is no error: whoever wants more reads on.
            while bytes.count < wanted {
                bytes += try disk.read(handle, at: bytes.count, count: wanted - bytes.count)
            }
            return bytes
        }
    }

    package func size(_ path: String) throws(FileError) -> Int? {
        try translating(path) { (place) throws(DiskError) in try disk.size(named: place) }
    }

    package func identity(_ path: String) throws(FileError) -> String? {
        disk.relative(path).flatMap(disk.number(of:)).map { "\(disk.serial) \($0)" }
    }

    package func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        try translating(path) { (place) throws(DiskError) in
            let aside = place + ".new"
            do throws(DiskError) {
                try write(bytes, aside: aside)
                try disk.rename(aside, to: place)
            } catch {
                // As well as it goes; the reason to tell is the first one.
                try? disk.remove(aside)
                throw error
            }
            try disk.syncFolder(of: place)
        }
    }

    private func write(_ bytes: [UInt8], aside: String) throws(DiskError) {
        let handle = try disk.open(aside, creates: true).handle
        defer { disk.close(handle) }
        if try disk.size(handle) > 0 { try disk.truncate(handle, to: 0) }
        try disk.write(bytes, to: handle, at: 0)
        try disk.sync(handle)
    }

    package func create(_ path: String, with bytes: [UInt8]) throws(FileError) {
        if exists(path) { throw FileError(.exists, path: path, detail: "File exists") }
        try replace(path, with: bytes)
    }

    package func rename(_ path: String, to newPath: String) throws(FileError) {
        try translating(path) { (place) throws(DiskError) in
            guard let newPlace = disk.relative(newPath) else { throw .missing }
            try disk.rename(place, to: newPlace)
            try disk.syncFolder(of: newPlace)
        }
    }

    package func remove(_ path: String) throws(FileError) {
        try translating(path) { (place) throws(DiskError) in
            guard disk.isFile(place) else { return }
            try disk.remove(place)
        }
    }

    package func openForAppending(_ path: String) throws(FileError) -> any AppendableFile {
        let handle = try translating(path) { (place) throws(DiskError) in
            let (handle, isNew) = try disk.open(place, creates: true)
            // What is appended and synced must not lose its name.
            if isNew { try disk.syncFolder(of: place) }
            return handle
        }
        return SimulatedAppendableFile(disk: disk, handle: handle, path: path)
    }

    package func lock(_ path: String) throws(FileError) -> any FileLock {
        try SimulatedFileLock(disk: disk, path: path)
    }

    private func translating<T>(
        _ path: String, _ body: (String) throws(DiskError) -> T
    ) throws(FileError) -> T {
        do throws(DiskError) {
            guard let place = disk.relative(path) else { throw .missing }
            return try body(place)
        } catch {
            throw FileError(error, path: path)
        }
    }
}

extension FileError {
    init(_ error: DiskError, path: String) {
        switch error {
        // An ended process hears nothing any more; what it is unwound by is an error like others.
        case .failed, .ended:
            self.init(.system(EIO), path: path, detail: "Input/output error")
        case .full: self.init(.full, path: path, detail: "No space left on device")
        case .missing: self.init(.system(ENOENT), path: path, detail: "No such file or directory")
        case .exists: self.init(.exists, path: path, detail: "File exists")
        }
    }
}
