import Foundation
import SkeinCRDT
import SkeinTesting
import SkeinWire
import Testing

@testable import SkeinStore

/// A store brought back as it was some time ago, whose device has gone on meanwhile.
@Suite struct CopiedStoreTests {
    private let milk = TodoList.item("milk")

    /// Device 1's folder is copied, the device works on and uploads; then the copy takes its place.
    private func restored(_ work: (TodoTeam) throws -> Void) throws -> TodoTeam {
        let team = try TodoTeam()
        try team.record(1, [TodoList.name(milk, "Milk")])
        try team.synchronise()
        team.close(1)
        let folder = team.folder(1)
        let copy = folder.appendingPathExtension("copy")
        try FileManager.default.copyItem(at: folder, to: copy)
        try work(team)
        try team.upload(1)
        team.close(1)
        try FileManager.default.removeItem(at: folder)
        try FileManager.default.moveItem(at: copy, to: folder)
        return team
    }

    @Test func `learns from the log that it was copied, and gives no counter out again`() throws {
        var lost: [Dot] = []
        let team = try restored { team in
            lost = try team.record(1, [TodoList.label(milk, "a"), TodoList.label(milk, "b")])
        }
        let report = try team.pull(1)
        #expect(report.identityCopied)
        #expect(try team.labels(1, milk).count == 2)
        #expect(try team.pull(1).identityCopied == false)
        team.close(1)
        let next = try #require(try team.record(1, [TodoList.label(milk, "c")]).first)
        #expect(next.counter > (try #require(lost.last)).counter)
    }

    @Test func `counts attempts in flight as begun, sent or not yet, and an original does not`()
        throws
    {
        let team = try TodoTeam(roles: [.sender])
        let acts = ["logged", "unsent"].map(TodoList.item)
        try team.store(1).settleHome()
        try team.bringIntoFlight(acts[0], 1)
        try team.bringIntoFlight(acts[1], 1, isSent: false)
        team.close(1)
        let folder = team.folder(1)
        let copy = folder.appendingPathExtension("copy")
        try FileManager.default.copyItem(at: folder, to: copy)
        let marks = acts.map { ReplicaStore.mark(of: $0, attempt: 1) }
        let twin = try ReplicaStore(folder: copy, schema: TodoList.schema)
        try twin.settleHome()
        let ofTwin = twin.marker()
        #expect(marks.map(ofTwin) == [false, false], "its original may have made both")
        #expect(ofTwin(ReplicaStore.mark(of: acts[0], attempt: 2)))
        try team.store(1).settleHome()
        let ofOriginal = try team.store(1).marker()
        #expect(marks.map(ofOriginal) == [true, true], "nobody else had them")
    }

    @Test func `has its batch void where it uses counters again, for everybody alike`() throws {
        let team = try restored { team in
            try team.record(1, [TodoList.label(milk, "first")])
        }
        // The copy knows nothing of that and gives the same counter out.
        try team.record(1, [TodoList.label(milk, "again")])
        team.forgetUploads(of: 1)
        try team.upload(1)
        for device in team.devices {
            let report = try team.pull(device)
            #expect(report.voidEntries.count == 1)
            #expect(try team.labels(device, milk) == [.text("first")])
        }
        #expect(try team.digests().count == 1)
    }
}
