import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinRelayStore

/// Bytes of a relay's closed folder that change are noticed or do no harm (goal D5).
///
/// `SKEIN_CORRUPTIONS` says how many are tried; the goal asks for 1,000.
@Suite("A relay's folder whose bytes change")
struct RelayCorruptionTests {
    private static let count =
        ProcessInfo.processInfo.environment["SKEIN_CORRUPTIONS"].flatMap { Int($0) } ?? 60

    /// The folder's files: closed in order, or as a kill leaves them.
    private struct Base {
        let files: [String: [UInt8]]
        let workspace: WorkspaceID
        let items: [LogPage.Item]
        /// Where the last transaction begins in the write-ahead log.
        let lastFrame: Int
    }

    @Test func `serves its whole log or refuses`() throws {
        let bases = [try Self.base(closing: true), try Self.base(closing: false)]
        var random = SplitMix64(seed: 41)
        var noticed = 0
        for number in 0..<Self.count {
            let base = bases[number % 2]
            let names = ["relay.sqlite", "relay.sqlite-wal", "keys"].filter {
                base.files[$0]?.isEmpty == false
            }
            let name = names[Int(random.below(UInt64(names.count)))]
            var files = base.files
            let isLog = name.hasSuffix("-wal")
            // A torn end of a log is what a power cut leaves: nobody was told of what is in it.
            let range = isLog ? 32..<base.lastFrame : 0..<files[name, default: []].count
            let place = Self.spoil(&files[name, default: []], range, using: &random)
            let isHarmless = try Self.isHarmless(files, base, "number \(number), \(name) \(place)")
            if !isHarmless { noticed += 1 }
        }
        #expect(noticed > Self.count / 2)
        print("relay corruptions: \(Self.count), noticed \(noticed), the others harmless")
    }

    private static func base(closing: Bool) throws -> Base {
        let folder = try StoreFolder()
        let text = Content(
            salt: [UInt8](repeating: 3, count: 16), text: [UInt8](repeating: 65, count: 6_000))
        let url = folder.url
        let base = try folder.run(name: "relay.test") { relay in
            var workspace = try relay.found()
            var lastFrame = 0
            for number in 0..<8 {
                if number == 6 { lastFrame = try Self.files(url)["relay.sqlite-wal"]?.count ?? 0 }
                try relay.admit(try workspace.batch(contents: [text]).append(), to: &workspace)
            }
            let page = try relay.handle(.entries(workspace.id, from: 0, entriesMax: 99)).page()
            return Base(
                files: try Self.files(url), workspace: workspace.id, items: page.items,
                lastFrame: lastFrame)
        }
        guard closing else { return base }
        return Base(
            files: try Self.files(url), workspace: base.workspace, items: base.items, lastFrame: 0)
    }

    private static func files(_ url: URL) throws -> [String: [UInt8]] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).reduce(into: [:]) {
            $0[$1] = [UInt8](try Data(contentsOf: url.appending(path: $1)))
        }
    }

    /// Changes 1 to 4,096 bytes in a row.
    private static func spoil(
        _ bytes: inout [UInt8], _ range: Range<Int>, using random: inout SplitMix64
    ) -> Range<Int> {
        let count = 1 + Int(random.below(UInt64(min(4_096, range.count))))
        let start = range.lowerBound + Int(random.below(UInt64(range.count - count + 1)))
        for place in start..<start + count { bytes[place] ^= UInt8(1 + random.below(255)) }
        return start..<start + count
    }

    /// - Returns: false where something was noticed; true where the log is served as it was.
    private static func isHarmless(
        _ files: [String: [UInt8]], _ base: Base, _ comment: Comment
    ) throws -> Bool {
        let folder = try StoreFolder()
        for (name, bytes) in files { try folder.write(bytes, name) }
        chmod(folder.url.appending(path: "keys").path, 0o600)
        do {
            let relay = try RelayFolder(folder.url, name: nil)
            let items = try relay.store.entries(
                of: base.workspace, from: 0, entriesMax: 99, bytesMax: .max)
            #expect(items == base.items, comment)
            #expect(relay.keys.name == "relay.test", comment)
            return true
        } catch {
            switch error {
            case .damaged, .newer, .io: return false
            default: throw error
            }
        }
    }
}
