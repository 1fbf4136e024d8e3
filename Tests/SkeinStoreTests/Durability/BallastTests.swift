import Foundation
import SkeinCRDT
import SkeinTesting
import Testing

@testable import SkeinStore

/// Room for an orderly end on a full disk; the bound on the file's pages stands in for one.
@Suite struct BallastTests {
    private let milk = TodoList.item("milk")

    private func ballastSize(_ team: TodoTeam) -> Int? {
        let path = team.folder(0).appending(path: Ballast.name).path
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? NSNumber)?.intValue
    }

    private func bound(_ team: TodoTeam, pages: Int) throws {
        try team.store(0).queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    @Test func `is set aside at the driver's first turn`() throws {
        let team = try TodoTeam()
        #expect(ballastSize(team) == nil)
        #expect(try team.store(0).tend(now: MonotonicTime(milliseconds: 0)) == .steady)
        #expect(ballastSize(team) == 1 << 20)
    }

    @Test func `is given up at a full disk, and the work goes on without a restart`() throws {
        let team = try TodoTeam()
        let store = try team.store(0)
        _ = store.tend(now: MonotonicTime(milliseconds: 0))
        try team.record(0, [TodoList.name(milk, "Milk")])
        try bound(team, pages: 1)
        #expect(throws: StoreError.diskFull) {
            try team.record(
                0, [TodoList.name(milk, String(repeating: "long ", count: 10_000))])
        }
        #expect(ballastSize(team) == nil)
        #expect(try team.lines(0) == ["Milk/0//"], "reading goes on")
        try team.flush(0, at: 1)
        #expect(try team.journal(0).counters == [1])
        try bound(team, pages: 1_000_000)
        #expect(store.tend(now: MonotonicTime(milliseconds: 2_000)) == .resumed)
        #expect(ballastSize(team) == 1 << 20)
        #expect(store.tend(now: MonotonicTime(milliseconds: 9_000)) == .steady)
        try team.record(0, [TodoList.label(milk, "shop")])
        #expect(try team.unsent(0).count == 2)
    }

    @Test func `of another size is made anew`() throws {
        let team = try TodoTeam()
        try StoreFile.write([1, 2, 3], team.folder(0).appending(path: Ballast.name).path)
        _ = try team.store(0).tend(now: MonotonicTime(milliseconds: 0))
        #expect(ballastSize(team) == 1 << 20)
    }
}
