import Foundation
import InboxREPL
import SkeinClock
import SkeinHTTP

/// Opens the replica in a folder.
///
/// - Throws: `SessionError`, or the error of a file that cannot be read or written.
func openSession(_ folder: String, clock: SystemClock) throws -> any Session {
    try LiveSession(
        folder: URL(filePath: folder), clock: clock, zone: .current, client: CurlClient())
}
