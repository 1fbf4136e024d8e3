import Foundation
import SkeinCRDT
import SkeinRelay
import SkeinStore
import SkeinSync
import SkeinTesting
import SkeinTransport
import SkeinWire

/// Devices with the production engines and stores, a relay's engine in memory, and a network and a
/// clock in the test's hands.
final class Bench {
    static let url = "http://relay.test"
    static let noon = WallTime(milliseconds: 1_790_000_000_000)
    static let title = "note.title"
    static let text = "note.text"
    static let tags = "note.tags"
    static let schema = Schema([
        FieldRule(title, .register(.latest)), FieldRule(text, .register(.latest)),
        FieldRule(tags, .set),
    ])
    /// A round takes a few steps; engines that go on after so many never rest.
    private static let stepsMax = 1_000

    let founding: Founding
    let memory: MemoryRelayStore
    let relay: RelayEngine
    let isLive: Bool
    private(set) var devices: [BenchDevice] = []
    var now = Instant(wall: Bench.noon, monotonic: MonotonicTime(milliseconds: 1_000))
    /// Under way.
    private(set) var calls: [BenchCall] = []
    /// Everything that was ever asked for.
    private(set) var sent: [BenchCall] = []
    var fate: (BenchCall) -> Fate = { _ in .delivered }
    /// Sees each answer before its engine does.
    var onAnswer: (BenchCall, HTTPAnswer) throws -> Void = { _, _ in }
    private let folder: URL
    private var lastSeed: UInt64 = 0

    init(_ founding: Founding, isLive: Bool = false) throws {
        let memory = MemoryRelayStore()
        self.founding = founding
        self.memory = memory
        self.isLive = isLive
        relay = RelayEngine(
            store: memory, keys: founding.relay,
            clock: ClockRule(accepts: false, boot: "a", mark: nil))
        folder = try Fixtures.temporaryFolder()
        for body in founding.members { try append(body) }
        for keys in founding.devices { try add(keys) }
    }

    convenience init(roles: [Role] = [.operator], isLive: Bool = false) throws {
        try self.init(try Founding(roles: roles), isLive: isLive)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    // MARK: Devices

    /// Puts a device on the bench; its place.
    @discardableResult
    func add(_ keys: DeviceKeys) throws -> Int {
        let place = devices.count
        devices.append(try device(keys, in: folder.appending(path: "device\(place)")))
        return place
    }

    private func device(_ keys: DeviceKeys, in folder: URL) throws -> BenchDevice {
        // Another one each time: what is sealed again has other bytes.
        lastSeed += 1
        return try BenchDevice(
            founding, keys: keys, folder: folder, isLive: isLive, seed: lastSeed)
    }

    /// New engines over what the disk holds; calls under way come to nothing.
    func restart(_ place: Int) throws {
        let keys = devices[place].keys
        let folder = devices[place].folder
        devices.remove(at: place)
        calls.removeAll { $0.device == place }
        devices.insert(try device(keys, in: folder), at: place)
    }

    /// Copies a device's folder, as a backup does, and puts the copy on the bench; its place.
    func copy(_ place: Int) throws -> Int {
        let keys = devices[place].keys
        let old = devices[place].folder
        let new = folder.appending(path: "device\(devices.count)")
        devices.remove(at: place)
        calls.removeAll { $0.device == place }
        try FileManager.default.copyItem(at: old, to: new)
        devices.insert(try device(keys, in: old), at: place)
        devices.append(try device(keys, in: new))
        return devices.count - 1
    }

    /// Lets a device answer requests to join under these invites.
    func receive(_ invites: [Invite], at place: Int) {
        let device = devices[place]
        device.admission = AdmissionEngine(
            store: device.store, keys: device.keys, address: founding.address, isLive: isLive,
            invites: { invites }, epochKey: { Founding.epochKey($0) })
    }

    // MARK: Events

    func start(_ place: Int) throws { try happen(.start, at: place) }

    func start() throws {
        for place in devices.indices { try start(place) }
    }

    func happen(_ event: EngineEvent, at place: Int) throws {
        feed(event, place)
        try run()
    }

    func record(_ place: Int, _ edits: Edit...) throws {
        try devices[place].record(edits, now: now.wall)
        try happen(.recorded, at: place)
    }

    func sync(_ place: Int) throws {
        carryOut(devices[place].engine.syncNow(now: now), place, .sync)
        try run()
    }

    /// Everybody learns what everybody did.
    func syncAll() throws {
        for _ in 0..<2 {
            for place in devices.indices { try sync(place) }
        }
    }

    func setEnabled(_ enabled: Bool, _ place: Int) throws {
        carryOut(devices[place].engine.setEnabled(enabled, now: now), place, .sync)
        try run()
    }

    /// Lets time pass; engines get a tick whenever one of them wished for it, and at the end.
    func pass(_ span: Duration) throws {
        let end = now.monotonic + span
        while true {
            let wishes = devices.flatMap(\.wakes).filter { now.monotonic < $0 && $0 <= end }
            let next = wishes.min()
            advance(to: next ?? end)
            for place in devices.indices {
                let present = now.monotonic
                devices[place].wakes.removeAll { $0 <= present }
                feed(.tick, place)
            }
            try run()
            if next == nil { return }
        }
    }

    private func advance(to time: MonotonicTime) {
        now.wall = now.wall + (time - now.monotonic)
        now.monotonic = time
    }

    /// Gives answers until nothing is under way that is not held back.
    func run() throws {
        for _ in 0..<Self.stepsMax {
            guard try step() else { return }
        }
        throw BenchError.endless
    }

    private func step() throws -> Bool {
        for (place, call) in calls.enumerated() {
            guard let found = outcome(of: call) else { continue }
            calls.remove(at: place)
            try give(found, for: call)
            return true
        }
        return false
    }

    private func give(_ outcome: HTTPOutcome, for call: BenchCall) throws {
        if case .success(let answer) = outcome { try onAnswer(call, answer) }
        let device = devices[call.device]
        let sizeBefore = device.store.logSize
        let event = EngineEvent.answered(id: call.id, outcome)
        switch call.source {
        case .sync: carryOut(device.engine.handle(event, now: now), call.device, .sync)
        case .admission:
            let actions = device.admission?.handle(event, now: now) ?? []
            carryOut(actions, call.device, .admission)
        }
        if device.store.logSize != sizeBefore { feed(.ingested, call.device) }
    }

    private func feed(_ event: EngineEvent, _ place: Int) {
        let device = devices[place]
        carryOut(device.engine.handle(event, now: now), place, .sync)
        let actions = device.admission?.handle(event, now: now) ?? []
        carryOut(actions, place, .admission)
    }

    private func carryOut(_ actions: [EngineAction], _ place: Int, _ source: BenchCall.Source) {
        for action in actions {
            switch action {
            case .call(let id, let call):
                let next = BenchCall(
                    device: place, source: source, id: id, call: call, askedAt: now.monotonic)
                calls.append(next)
                sent.append(next)
            case .record: preconditionFailure("these engines record nothing")
            case .wake(let time): devices[place].wakes.append(time)
            case .notice(let notice): devices[place].notices.append(notice)
            case .syncNow: carryOut(devices[place].engine.syncNow(now: now), place, .sync)
            }
        }
    }
}

extension Bench {
    static func note(_ name: String) -> EntityID { EntityID(Array(name.utf8)) }

    /// Sets the title of a note.
    static func retitle(_ name: String, _ title: String) -> Edit {
        .write(note(name), field: Self.title, .text(title))
    }

    /// Sets the text of a note, which travels in a record of its own.
    static func rewrite(_ name: String, _ text: String) -> Edit {
        .writeText(note(name), field: Self.text, text)
    }

    /// Whether these devices hold the same log and show the same.
    func areEqual(_ places: Int...) throws -> Bool {
        let digests = try places.map { try devices[$0].store.digest() }
        let shown = try places.map { try devices[$0].shown() }
        return Set(digests).count == 1 && Set(shown).count == 1
    }
}
