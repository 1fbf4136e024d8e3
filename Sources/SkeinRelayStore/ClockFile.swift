import SkeinCRDT
import SkeinFiles
package import SkeinRelay

import struct Foundation.URL

/// The last moment at which a running relay believed its clock, in the file `clock`: one line,
/// `skein-relay-clock-1 WALL-MS MONOTONIC-MS BOOT-ID`.
///
/// Without it (or with another version's) the last log time takes its place; see `ClockRule`.
package struct ClockFile: Sendable {
    private static let tag = "skein-relay-clock-1"
    private let path: String
    private let files: any FileSystem

    init(folder: URL, files: any FileSystem) {
        path = folder.appending(path: "clock").path
        self.files = files
    }

    package func read() -> ClockMark? {
        // Unreadable is as good as missing: the last log time is the stricter witness.
        guard let bytes = try? files.read(path),
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 4, words[0] == Self.tag, let wall = Int64(words[1]),
            let monotonic = Int64(words[2])
        else { return nil }
        return ClockMark(
            wall: WallTime(milliseconds: wall), monotonic: MonotonicTime(milliseconds: monotonic),
            boot: String(words[3]))
    }

    package func write(_ mark: ClockMark) throws(RelayStoreError) {
        let line = [
            Self.tag, String(mark.wall.milliseconds), String(mark.monotonic.milliseconds),
            mark.boot,
        ].joined(separator: " ")
        do {
            try files.replace(path, with: Array("\(line)\n".utf8))
        } catch {
            throw RelayStoreError(error, doing: "write")
        }
    }
}
