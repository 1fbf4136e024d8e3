import Foundation
import GRDB
import SimulationKit
import SkeinCRDT
import Testing

/// A database, opened as the stores open theirs, is written until the power fails at a call drawn
/// from the seed (goal D2).
///
/// `SKEIN_POWER_LOSSES` says how often; the goal asks for 20,000.
struct PowerLossTests {
    private static let count =
        ProcessInfo.processInfo.environment["SKEIN_POWER_LOSSES"].flatMap { Int($0) } ?? 300

    @Test func `what a commit acknowledged survives power losses, and nothing is damaged`()
        throws
    {
        var fired: [DiskFault: Int] = [:]
        var acknowledged = 0
        for seed in 1...Self.count {
            let trial = try Trial(seed: UInt64(seed))
            #expect(trial.isSound, "seed \(seed): \(trial)")
            fired.merge(trial.fired, uniquingKeysWith: +)
            acknowledged += trial.acknowledged
        }
        #expect(acknowledged > 3 * Self.count)
        #expect(fired[.powerLoss] == Self.count)
        for fault in [DiskFault.lostSector, .reorderedSector, .tornSector] {
            #expect(fired[fault, default: 0] > 50, "\(fault)")
        }
        print("power losses: \(Self.count), \(acknowledged) commits, \(fired)")
    }

    @Test(arguments: [true, false])
    func `without syncs something acknowledged gets lost`(isLiar: Bool) throws {
        let trials = try (1...40).map { seed in
            try Trial(seed: UInt64(seed), synchronous: isLiar ? "FULL" : "OFF", isLiar: isLiar)
        }
        #expect(trials.contains { !$0.isSound })
    }

    @Test func `the same seed writes the same bytes in the same order, another seed others`() throws
    {
        let first = try Trial(seed: 5)
        let second = try Trial(seed: 5)
        #expect(first.digests == second.digests)
        #expect(first.digests.count > 50)
        #expect(try Trial(seed: 6).digests != first.digests)
    }
}

private struct Trial: CustomStringConvertible {
    private(set) var acknowledged = 0
    /// What the next start found.
    private(set) var found: [Int] = []
    private(set) var failure: String?
    private(set) var digests: [UInt64] = []
    private(set) var fired: [DiskFault: Int] = [:]

    init(seed: UInt64, synchronous: String = "FULL", isLiar: Bool = false) throws {
        let mounted = MountedDisk(seed: seed)
        let disk = mounted.disk
        let log = EventLog(disk)
        try writeUntilPowerFails(mounted, seed: seed, synchronous: synchronous, isLiar: isLiar)
        disk.powerLoss()
        disk.calm()
        disk.restart()
        do {
            let queue = try mounted.storedDatabase()
            found = try Note.ids(queue)
            let findings = try Note.check(queue)
            if findings != ["ok"] { failure = findings.joined(separator: "; ") }
        } catch {
            failure = "\(error)"
        }
        digests = log.digests
        fired = disk.fired
    }

    /// All that was acknowledged, and perhaps what was being written.
    var isSound: Bool {
        let isWhole = found == Array(1..<(found.count + 1))
        return failure == nil && isWhole && (acknowledged...acknowledged + 1).contains(found.count)
    }

    var description: String {
        "acknowledged \(acknowledged), found \(found), \(failure ?? "undamaged")"
    }

    private mutating func writeUntilPowerFails(
        _ mounted: MountedDisk, seed: UInt64, synchronous: String, isLiar: Bool
    ) throws {
        let disk = mounted.disk
        let queue = try mounted.notebook(synchronous: synchronous, stored: synchronous == "FULL")
        var random = Generators(seed: seed).generator("power")
        let last = disk.callCount + 1 + Int(random.below(100))
        disk.ignoresSync = isLiar
        disk.onCall = { $0.number >= last ? .crash : .proceed }
        while !disk.isDown {
            do {
                try Note.insert(acknowledged + 1, queue)
                acknowledged += 1
            } catch {
                // The disk is down, or the row that failed was the last call.
                #expect(disk.isDown)
                break
            }
        }
    }
}
