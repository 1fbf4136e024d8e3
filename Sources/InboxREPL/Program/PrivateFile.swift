import Foundation

/// Files that only their owner may read: tokens, invitations, history.
enum PrivateFile {
    /// Writes a new file with mode 0600; an old one of that name is replaced with its rights.
    static func write(_ text: String, to path: String) throws(Complaint) {
        let fresh = path + ".part"
        unlink(fresh)
        let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw unwritable(path) }
        let isWritten = writeAll(Array(text.utf8), to: file) && fsync(file) == 0
        guard Foundation.close(file) == 0, isWritten, rename(fresh, path) == 0 else {
            throw unwritable(path)
        }
    }

    /// The text of a secret file; refused where others may read it.
    static func readSecret(_ path: String) throws(Complaint) -> String {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            throw Complaint(
                .fileUnreadable, [.text(path), .text(String(cString: strerror(errno)))],
                exit: .credentials, remedy: .useTokenFile)
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw Complaint(
                .secretReadable, [.text(path)], exit: .credentials, remedy: .makePrivate,
                [.text(path)])
        }
        let text = try readToken(path).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else {
            throw Complaint(
                .secretEmpty, [.text(path)], exit: .credentials, remedy: .useTokenFile)
        }
        // It goes into a header or an address: whatever else a file may hold is no token.
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Complaint(
                .secretMalformed, [.text(path)], exit: .credentials, remedy: .useTokenFile)
        }
        return text
    }

    private static func readToken(_ path: String) throws(Complaint) -> String {
        do {
            return try Shell.readText(path)
        } catch {
            var complaint = error
            (complaint.exit, complaint.remedy) = (.credentials, .useTokenFile)
            throw complaint
        }
    }

    /// Appends whole lines in one write, so that two programs at once lose nothing.
    static func append(_ text: String, to path: String) throws(Complaint) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw unwritable(path) }
        let isWritten = writeAll(Array(text.utf8), to: file)
        guard Foundation.close(file) == 0, isWritten else { throw unwritable(path) }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func unwritable(_ path: String) -> Complaint {
        Complaint(
            .fileUnwritable, [.text(path), .text(String(cString: strerror(errno)))], exit: .failed,
            remedy: .checkFolder)
    }
}
