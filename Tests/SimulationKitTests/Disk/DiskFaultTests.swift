import SimulationKit
import SkeinCRDT
import SkeinFiles
import Testing

/// Faults as a journal beside a database meets them.
struct DiskFaultTests {
    private let mounted = MountedDisk()
    private var disk: SimulatedDisk { mounted.disk }

    private func cause(_ body: () throws(FileError) -> Void) -> FileError.Cause? {
        do throws(FileError) {
            try body()
            return nil
        } catch {
            return error.cause
        }
    }

    private func journal() throws -> any AppendableFile {
        try mounted.files.openForAppending(mounted.path("journal"))
    }

    private func bytes(_ byte: UInt8, _ count: Int = 2000) -> [UInt8] {
        [UInt8](repeating: byte, count: count)
    }

    @Test func `an armed fault hits the n-th call that it can hit, on its file alone, once`() throws
    {
        let journal = try journal()
        let other = try mounted.files.openForAppending(mounted.path("other"))
        disk.arm(.writeError, onCall: 2, path: "journal")
        var causes: [FileError.Cause?] = []
        for _ in 1...3 {
            try other.append([1])
            try journal.sync()
            causes.append(cause { () throws(FileError) in try journal.append(bytes(1)) })
        }
        #expect(causes == [nil, .system(5), nil])
        #expect(disk.fired == [.writeError: 1])
    }

    @Test func `a failed write may leave its first sectors, never more`() throws {
        var left: Set<Int> = []
        for _ in 1...60 {
            let journal = try journal()
            try journal.truncate(to: 0)
            disk.arm(.writeError)
            #expect(cause { () throws(FileError) in try journal.append(bytes(1)) } == .system(5))
            left.insert(journal.size)
        }
        #expect(left == [0, 512, 1024, 1536])
    }

    @Test func `a budget of bytes is a full disk, and removing a file makes room`() throws {
        let journal = try journal()
        try mounted.files.replace(mounted.path("big"), with: bytes(2))
        disk.byteBudget = 3000
        #expect(cause { () throws(FileError) in try journal.append(bytes(1)) } == .full)
        #expect(journal.size == 512)
        #expect(disk.usedBytes <= 3000)
        try journal.truncate(to: 0)
        try mounted.files.remove(mounted.path("big"))
        try journal.append(bytes(1))
        #expect(disk.fired == [.full: 1])
    }

    @Test(arguments: [false, true])
    func `a failed sync is reported once and its bytes never become durable`(keepsCache: Bool)
        throws
    {
        let journal = try journal()
        disk.failedSyncKeepsCache = keepsCache
        try journal.append(bytes(1))
        try journal.sync()
        try journal.append(bytes(2))
        disk.arm(.syncError)
        #expect(cause { () throws(FileError) in try journal.sync() } == .system(5))
        #expect(journal.size == (keepsCache ? 4000 : 2000))
        #expect(cause { () throws(FileError) in try journal.sync() } == nil)
        disk.powerLoss()
        #expect(disk.contents("journal") == bytes(1))
    }

    @Test func `a lost write is acknowledged and not there`() throws {
        let journal = try journal()
        disk.arm(.lostWrite)
        try journal.append(bytes(1))
        try journal.append(bytes(2))
        #expect(disk.contents("journal") == bytes(2))
        #expect(disk.fired == [.lostWrite: 1])
    }

    @Test func `a misdirected write is acknowledged and elsewhere`() throws {
        for _ in 1...20 {
            let journal = try journal()
            try journal.truncate(to: 0)
            try journal.append(bytes(1, 4096))
            disk.arm(.misdirectedWrite)
            try journal.append(bytes(2, 512))
            let content = try #require(disk.contents("journal"))
            #expect(content.count == 4096)
            #expect(content.count { $0 == 2 } == 512)
        }
    }

    @Test func `a reader of whole files reads on after a short read, and fails on a failing one`()
        throws
    {
        try mounted.files.replace(mounted.path("keys"), with: bytes(3))
        disk.arm(.shortRead)
        #expect(try mounted.files.read(mounted.path("keys")) == bytes(3))
        #expect(disk.fired == [.shortRead: 1])
        disk.arm(.readError)
        #expect(
            cause { () throws(FileError) in _ = try mounted.files.read(mounted.path("keys")) }
                == .system(5))
    }

    @Test func `bytes that rot are read back changed, for ever`() throws {
        try mounted.files.replace(mounted.path("keys"), with: bytes(3))
        disk.arm(.bitRot)
        let rotten = try #require(try mounted.files.read(mounted.path("keys")))
        #expect(rotten != bytes(3))
        #expect(rotten.count == 2000)
        disk.powerLoss()
        #expect(try mounted.files.read(mounted.path("keys")) == rotten)
        #expect(disk.fired[.bitRot] == 1)
        var random = SplitMix64(seed: 1)
        #expect(disk.rot("nothing", using: &random) == nil)
    }

    @Test func `a rate hits about its share of the calls, and calm ends it`() throws {
        let journal = try journal()
        disk.setRate(.writeError, perMillion: 100_000)
        for _ in 1...1000 { _ = cause { () throws(FileError) in try journal.append([1]) } }
        #expect((70...130).contains(disk.fired[.writeError, default: 0]))
        let before = disk.fired
        disk.calm()
        for _ in 1...100 { try journal.append([1]) }
        #expect(disk.fired == before)
    }

    @Test func `the hook fails exactly the call it names, in that call's own way`() throws {
        let seen = EventLog(disk)
        let journal = try journal()
        let first = disk.callCount + 1
        disk.onCall = { $0.number == first + 1 ? .fail(.writeError) : .proceed }
        #expect(cause { () throws(FileError) in try journal.append([1]) } == nil)
        #expect(cause { () throws(FileError) in try journal.sync() } == .system(5))
        #expect(cause { () throws(FileError) in try journal.sync() } == nil)
        #expect(disk.fired == [.syncError: 1])
        #expect(disk.callCount == first + 2)
        #expect(seen.events.map(\.kind) == [.create, .syncFolder, .write, .sync])
    }

    @Test func `after a crash nothing works until the restart, and old handles never again`() throws
    {
        let journal = try journal()
        try journal.append(bytes(1))
        disk.onCall = { _ in .crash }
        #expect(cause { () throws(FileError) in try journal.append(bytes(2)) } == .system(5))
        disk.onCall = nil
        #expect(disk.isDown)
        let calls = disk.callCount
        #expect(cause { () throws(FileError) in try journal.sync() } == .system(5))
        #expect(
            cause { () throws(FileError) in try mounted.files.replace(mounted.path("a"), with: []) }
                == .system(5))
        #expect(disk.callCount == calls)
        disk.restart()
        #expect(cause { () throws(FileError) in try journal.append(bytes(2)) } == .system(5))
        #expect(try self.journal().size == 2000)
        #expect(disk.contents("journal") == bytes(1))
        #expect(disk.fired == [.crash: 1])
    }
}
