extension FileSystem {
    /// Reads the whole file; a file system of large files does better.
    package func size(_ path: String) throws(FileError) -> Int? { try read(path)?.count }

    /// Reads the whole file; a file system of large files does better.
    package func read(_ path: String, first count: Int) throws(FileError) -> [UInt8]? {
        try read(path).map { Array($0.prefix(count)) }
    }

    /// A file system that makes nothing but private files holds no others.
    package func isPrivate(_ path: String) throws(FileError) -> Bool { true }
}
