import Foundation
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// A real file system of 16 MiB that is full (goal D7).
@Suite struct SmallDiskTests {
    @Test(.enabled("a small file system can be mounted here") { SmallDisk.isPossible })
    func `without room a store says so, shows all it has, and goes on when there is some`() throws {
        let folder = try Fixtures.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let disk = try SmallDisk(at: folder.appending(path: "disk"), mebibytes: 16)
        defer { disk.unmount() }
        try Self.fillAndFree(disk, folder.appending(path: "disk/store"))
    }

    private static func fillAndFree(_ disk: SmallDisk, _ folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, bytes) in try StoredDevice().files {
            try StoreFile.write(bytes, folder.appending(path: name).path)
        }
        let store = try ReplicaStore(
            folder: folder, schema: TodoList.schema, views: TodoList.views)
        let key = [UInt8](repeating: 7, count: Epoch.keyLength)
        store.epochKey = { $0 == 1 ? key : nil }
        defer { try? store.close() }
        let before = try store.unsentCount
        var random = SplitMix64(seed: 7)
        func record(_ number: Int64) throws {
            try store.record(
                [
                    .writeText(
                        TodoList.item("long"), field: TodoList.title,
                        String(repeating: "long ", count: 2_000) + String(number))
                ], now: WallTime(milliseconds: 1_760_000_900_000 + number), random: &random)
        }
        _ = store.tend(now: MonotonicTime(milliseconds: 0))
        try record(0)
        try disk.fill()
        var held = before + 1
        var refused: StoreError?
        for number in 1..<1_000 as Range<Int64> where refused == nil {
            do {
                try record(number)
                held += 1
            } catch let error as StoreError {
                refused = error
            }
        }
        #expect(refused == .diskFull)
        #expect(try store.unsentCount == held, "reading goes on")
        #expect(store.tend(now: MonotonicTime(milliseconds: 1_000)) != .resumed)
        #expect(throws: StoreError.diskFull) { try record(1_000) }
        try disk.free()
        let conditions = (2...12 as ClosedRange<Int64>).map {
            store.tend(now: MonotonicTime(milliseconds: $0 * 1_000))
        }
        #expect(conditions.contains(.resumed))
        try record(1_001)
        #expect(try store.unsentCount == held + 1)
        #expect(try store.examine() == nil)
    }
}
