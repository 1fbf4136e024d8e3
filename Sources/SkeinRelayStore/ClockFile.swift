import Foundation
import SkeinCRDT
package import SkeinRelay

/// The last moment at which a running relay believed its clock, in the file `clock`: one line,
/// `skein-relay-clock-1 WALL-MS MONOTONIC-MS BOOT-ID`.
///
/// Without it (or with another version's) the last log time takes its place; see `ClockRule`.
package struct ClockFile: Sendable {
    private static let tag = "skein-relay-clock-1"
    private let url: URL

    init(folder: URL) { url = folder.appending(path: "clock") }

    package func read() -> ClockMark? {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
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
        try DurableFile.write(Array("\(line)\n".utf8), to: url, replaces: true)
    }
}
