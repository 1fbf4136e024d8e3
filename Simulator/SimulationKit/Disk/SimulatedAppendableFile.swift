import SkeinFiles

/// A file of a simulated disk that grows at its end.
final class SimulatedAppendableFile: AppendableFile {
    private let disk: SimulatedDisk
    private let handle: DiskHandle
    private let path: String

    init(disk: SimulatedDisk, handle: DiskHandle, path: String) {
        self.disk = disk
        self.handle = handle
        self.path = path
    }

    deinit { disk.close(handle) }

    /// 0 once the process that opened it has ended.
    var size: Int { (try? disk.size(handle)) ?? 0 }

    func append(_ bytes: [UInt8]) throws(FileError) {
        try translating { () throws(DiskError) in try disk.write(bytes, to: handle, at: nil) }
    }

    func sync() throws(FileError) {
        try translating { () throws(DiskError) in try disk.sync(handle) }
    }

    func truncate(to size: Int) throws(FileError) {
        try translating { () throws(DiskError) in
            try disk.truncate(handle, to: size)
            try disk.sync(handle)
        }
    }

    private func translating(_ body: () throws(DiskError) -> Void) throws(FileError) {
        do throws(DiskError) { try body() } catch { throw FileError(error, path: path) }
    }
}
