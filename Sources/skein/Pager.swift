import Foundation
import InboxREPL

/// Shows a text with the operator's pager.
enum Pager {
    /// Returns when the pager has been left; to leave it early is no failure.
    static func show(
        _ text: String, startsAtEnd: Bool, environment: [String: String]
    ) async {
        guard let command = Terminal.pager(environment, startsAtEnd: startsAtEnd),
            // A file, not a pipe: nobody has to wait while the pager waits for a key.
            let file = tmpfile()
        else { return Terminal.write(text, to: STDOUT_FILENO) }
        defer { fclose(file) }
        let number = fileno(file)
        Terminal.write(text, to: number)
        lseek(number, 0, SEEK_SET)
        do throws(ChildProcess.Failure) {
            let child = try ChildProcess.start("/bin/sh", ["-c", command], input: number)
            // No such pager: the text is shown without.
            if await child.wait() == 127 { Terminal.write(text, to: STDOUT_FILENO) }
        } catch {
            Terminal.write(text, to: STDOUT_FILENO)
        }
    }
}
