import Foundation
import SimulationKit
import SkeinCRDT
import SkeinTesting
import Synchronization
import Testing

@testable import SkeinStore

/// Every call to the disk of each standard transaction fails, once or from then on: nothing that
/// was acknowledged is lost, no file is damaged, nothing hangs (goal D1).
///
/// All calls take about a minute: `SKEIN_FAILING_TRANSACTIONS=all`; otherwise a share of them.
@Suite struct FailingTransactionTests {
    private static let isFull =
        ProcessInfo.processInfo.environment["SKEIN_FAILING_TRANSACTIONS"] == "all"
    /// More calls than anything here makes.
    private static let callsMax = 20_000

    enum Fault: String, CaseIterable, Sendable {
        /// Of a write some first sectors may have been stored.
        case ioErrorOnce, ioErrorForGood, noSpaceOnce, noSpaceForGood, shortRead, crash

        func decision(_ call: DiskCall, _ place: Int) -> DiskDecision {
            guard call.number >= place else { return .proceed }
            let isIt = call.number == place
            switch self {
            case .ioErrorOnce: return isIt ? .fail(.writeError) : .proceed
            case .ioErrorForGood: return .fail(.writeError)
            case .noSpaceOnce: return isIt ? Self.full(call) : .proceed
            case .noSpaceForGood: return Self.full(call)
            case .shortRead: return isIt && call.kind == .read ? .fail(.shortRead) : .proceed
            case .crash: return isIt ? .crash : .proceed
            }
        }

        /// Only what needs room fails on a full disk.
        private static func full(_ call: DiskCall) -> DiskDecision {
            switch call.kind {
            case .write, .open: .fail(.full)
            case .read, .truncate, .sync, .syncFolder, .rename, .remove: .proceed
            }
        }
    }

    private static let device = Result { try StoredDevice() }

    @Test(arguments: StandardTransaction.all)
    func `loses nothing that was acknowledged`(transaction: StandardTransaction) throws {
        let device = try Self.device.get()
        let sound = try Self.sound(transaction, device)
        let places = Self.isFull ? Array(1...sound.calls) : Self.share(of: sound.calls)
        var failed = 0
        for fault in Fault.allCases {
            for place in places {
                let comment: Comment = "\(transaction), call \(place) of \(sound.calls): \(fault)"
                do {
                    failed += try Self.fail(transaction, device, fault, at: place, sound, comment)
                } catch {
                    Issue.record(error, comment)
                }
            }
        }
        #expect(failed > 0)
        print("\(transaction): \(places.count) of \(sound.calls) calls, \(failed) failed")
    }

    /// The first and last ones and some between them.
    private static func share(of calls: Int) -> [Int] {
        let step = max(1, calls / 4)
        return Array(Set([1, 2, calls] + stride(from: 3, to: calls, by: step))).filter {
            $0 <= calls
        }
        .sorted()
    }

    // MARK: One trial

    private struct Sound {
        let before: StoreOnDisk.State?
        let after: StoreOnDisk.State
        let calls: Int
    }

    private static func sound(
        _ transaction: StandardTransaction, _ device: StoredDevice
    ) throws -> Sound {
        let disk = StoreOnDisk(device, seed: 1)
        try transaction.prepare(disk)
        let before = try disk.store.map { _ in try disk.state() }
        let first = disk.disk.callCount
        try transaction.run(disk)
        let calls = disk.disk.callCount - first
        if disk.store == nil { try disk.open() }
        try transaction.mend(disk)
        #expect(try disk.opened().examine() == nil)
        return Sound(before: before, after: try disk.state(), calls: calls)
    }

    /// - Returns: 1 where the call did fail.
    private static func fail(
        _ transaction: StandardTransaction, _ device: StoredDevice, _ fault: Fault, at place: Int,
        _ sound: Sound, _ comment: Comment
    ) throws -> Int {
        let disk = StoreOnDisk(device, seed: UInt64(place))
        try transaction.prepare(disk)
        let (first, firedBefore) = (disk.disk.callCount, disk.disk.fired)
        disk.disk.onCall = { call in
            call.number > first + Self.callsMax
                ? .crash : fault.decision(call, first + place)
        }
        let isDone: Bool
        do {
            try transaction.run(disk)
            isDone = true
        } catch {
            isDone = false
        }
        #expect(disk.disk.callCount < first + Self.callsMax, comment)
        let hasFailed = disk.disk.fired != firedBefore
        if disk.disk.isDown {
            disk.disk.calm()
            disk.losePower()
        }
        disk.disk.calm()
        try recover(transaction, disk)
        let state = try disk.state()
        #expect(state == sound.after || !isDone && state == sound.before, comment)
        try goOn(disk, state, cutsPower: place.isMultiple(of: 2), comment)
        return hasFailed ? 1 : 0
    }

    /// What program and person do once the disk is sound again.
    private static func recover(
        _ transaction: StandardTransaction, _ disk: StoreOnDisk
    ) throws {
        if disk.store == nil { try disk.open() }
        try disk.tend()
        if let doubt = try disk.opened().doubt { throw doubt }
        #expect(try !disk.opened().isUnwell)
        try transaction.mend(disk)
    }

    /// Work goes on, and all of it is there after the next end.
    private static func goOn(
        _ disk: StoreOnDisk, _ state: StoreOnDisk.State, cutsPower: Bool, _ comment: Comment
    ) throws {
        try disk.record([TodoList.label(TodoList.item("milk"), "after")])
        let last = try disk.state()
        #expect(last.unsent.count == state.unsent.count + 1, comment)
        if cutsPower { disk.losePower() } else { disk.endProcess() }
        try disk.open()
        #expect(try disk.state() == last, comment)
        #expect(try disk.opened().examine() == nil, comment)
    }
}
