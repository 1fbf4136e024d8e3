import Glibc

/// A file opened with `O_APPEND`.
final class SystemAppendableFile: AppendableFile {
    private let file: Descriptor
    private(set) var size: Int

    init(_ path: String) throws(FileError) {
        file = try Descriptor(path, O_WRONLY | O_CREAT | O_APPEND)
        size = Int(try file.status.st_size)
    }

    func append(_ bytes: [UInt8]) throws(FileError) {
        do throws(FileError) {
            try file.write(bytes)
            size += bytes.count
        } catch {
            // A part of it may be in the file.
            if let status = try? file.status { size = Int(status.st_size) }
            throw error
        }
    }

    func sync() throws(FileError) { try file.sync() }

    func truncate(to size: Int) throws(FileError) {
        try file.truncate(to: size)
        self.size = size
        try file.sync()
    }
}
