import Foundation
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// Bytes that change on the disk are noticed or do no harm, and a rebuild keeps what is unsent as
/// long as the journal is whole (goal D5).
///
/// `SKEIN_CORRUPTIONS` says how many are tried; the goal asks for 1,000.
@Suite struct CorruptionTests {
    private static let count =
        ProcessInfo.processInfo.environment["SKEIN_CORRUPTIONS"].flatMap { Int($0) } ?? 60

    /// Device 0's files: closed in order, or as a power cut leaves them.
    private struct Base {
        let files: [String: [UInt8]]
        let unsent: [SkeinWire.Operation]
        let lines: [String]
        let digest: [UInt8]
        let device: DeviceID
    }

    @Test func `are noticed or harmless`() throws {
        let team = try TodoTeam()
        let bases = [try closed(team), try cut(team)]
        team.close(0)
        var random = SplitMix64(seed: 39)
        var noticed = 0
        for number in 0..<Self.count {
            let base = bases[number % 2]
            let names = base.files.keys.sorted().filter {
                ["replica.sqlite", "replica.sqlite-wal", "pending.journal"].contains($0)
            }
            let name = names[Int(random.below(UInt64(names.count)))]
            var files = base.files
            let what = Self.spoil(&files[name, default: []], using: &random)
            let comment: Comment = "number \(number), \(name): \(what)"
            try Self.put(files, team.folder(0))
            if try examine(team, base, comment) { continue }
            noticed += 1
            let report = try rebuild(team, base)
            guard name != PendingJournal.name else { continue }
            #expect(try team.unsent(0) == base.unsent, comment)
            #expect(report.takenBack == base.unsent.count, comment)
            #expect(try team.lines(0) == base.lines, comment)
            #expect(try team.store(0).digest() == base.digest, comment)
            team.close(0)
        }
        #expect(noticed > Self.count / 4)
        print("corruptions: \(Self.count), noticed \(noticed), the others harmless")
    }

    // MARK: What is there

    private func closed(_ team: TodoTeam) throws -> Base {
        let text = String(repeating: "long ", count: 40)
        for block in 0..<4 {
            for device in 0..<2 {
                try team.record(
                    device,
                    (0..<12).map { number in
                        .writeText(
                            TodoList.item("item \(block) \(number)"), field: TodoList.title,
                            "\(text) \(device)")
                    })
            }
            try team.synchronise()
        }
        try work(team)
        return try base(team, closing: true)
    }

    private func cut(_ team: TodoTeam) throws -> Base {
        try work(team)
        try team.flush(0)
        return try base(team, closing: false)
    }

    private func base(_ team: TodoTeam, closing: Bool) throws -> Base {
        #expect(try team.store(0).examine() == nil)
        let (unsent, lines) = (try team.unsent(0), try team.lines(0))
        let (digest, device) = (try team.store(0).digest(), try team.id(of: 0))
        if closing { team.close(0) }
        return Base(
            files: try Self.take(team.folder(0)), unsent: unsent, lines: lines, digest: digest,
            device: device)
    }

    private func work(_ team: TodoTeam) throws {
        for number in 0..<5 {
            try team.record(0, [TodoList.label(TodoList.item("item 1 \(number)"), "mine")])
            try team.record(
                0, [.writeText(TodoList.item("new"), field: TodoList.title, "New \(number)")])
        }
    }

    // MARK: What becomes of it

    /// Opens and examines the store.
    ///
    /// - Returns: false where something was noticed; true where nothing was, and nothing is wrong.
    private func examine(
        _ team: TodoTeam, _ base: Base, _ comment: Comment
    ) throws -> Bool {
        defer { team.close(0) }
        do {
            let store = try team.store(0)
            guard try store.examine() == nil else { return false }
            _ = try team.pull(0)
            #expect(try team.unsent(0) == base.unsent, comment)
            #expect(try store.digest() == base.digest, comment)
            #expect(try team.lines(0) == base.lines, comment)
            team.close(0)
            #expect(
                try team.journal(0).counters == base.unsent.map(\.dot.counter), comment)
            return true
        } catch let error as StoreError {
            switch error {
            case .damaged, .inconsistent, .newerFormat, .database, .suspect, .settingRefused:
                return false
            default: throw error
            }
        }
    }

    private func rebuild(_ team: TodoTeam, _ base: Base) throws -> RebuildReport {
        try team.rebuild(0, as: base.device)
    }

    // MARK: Bytes

    private static func spoil(
        _ bytes: inout [UInt8], using random: inout SplitMix64
    ) -> String {
        guard !bytes.isEmpty else { return "empty" }
        func place(_ length: Int, _ random: inout SplitMix64) -> Int {
            Int(random.below(UInt64(max(1, bytes.count - length))))
        }
        let length = min(bytes.count, 1 << Int(random.below(13)))
        let from = place(length, &random)
        switch random.below(5) {
        case 0:
            for _ in 0...random.below(4) {
                bytes[place(1, &random)] ^= 1 << UInt8(random.below(8))
            }
            return "bits flipped"
        case 1:
            for offset in 0..<length { bytes[from + offset] = UInt8(random.below(256)) }
            return "\(length) bytes overwritten at \(from)"
        case 2:
            for offset in 0..<length { bytes[from + offset] = 0 }
            return "\(length) bytes zeroed at \(from)"
        case 3:
            let size = min(4_096, bytes.count)
            let (source, target) = (place(size, &random), place(size, &random))
            bytes.replaceSubrange(
                target..<target + size, with: Array(bytes[source..<source + size]))
            return "\(size) bytes of \(source) written to \(target)"
        default:
            bytes.removeLast(length)
            return "cut by \(length) bytes"
        }
    }

    private static func take(_ folder: URL) throws -> [String: [UInt8]] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).reduce(into: [:]) {
            $0[$1] = try StoreFile.bytes(folder.appending(path: $1).path)
        }
    }

    private static func put(_ files: [String: [UInt8]], _ folder: URL) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
        for (name, bytes) in files {
            try StoreFile.write(bytes, folder.appending(path: name).path)
        }
    }
}
