package import SkeinCRDT
import Synchronization

/// What happens to a disk from outside the process that uses it.
extension SimulatedDisk {
    /// True from a crash until `restart()`.
    package var isDown: Bool { state.withLock { $0.isDown } }

    /// As `kill -9`: everything written stays, locks and open files end.
    package func processEnd() {
        state.withLock {
            $0.plan.count(.processEnd)
            $0.endProcess()
            $0.record(DiskEvent(.processEnd, ""))
        }
        tell()
    }

    /// The power fails: the generator decides about each unsynced sector and name; locks and open
    /// files end.
    @discardableResult
    package func powerLoss() -> PowerLossTally {
        let tally = state.withLock { state in
            let tally = state.losePower()
            state.plan.count(.powerLoss)
            state.plan.count(.lostSector, tally.lostSectors)
            state.plan.count(.reorderedSector, tally.reorderedSectors)
            state.plan.count(.tornSector, tally.tornSectors)
            state.plan.count(.lostName, tally.lostNames)
            var hash = ByteHash()
            for count in [
                tally.keptSectors, tally.lostSectors, tally.reorderedSectors, tally.tornSectors,
                tally.lostNames,
            ] { hash.combine(UInt64(count)) }
            state.record(DiskEvent(.powerLoss, "", hash: hash.value))
            return tally
        }
        tell()
        return tally
    }

    /// A new process may use the disk; what an earlier one had open stays unusable.
    package func restart() {
        state.withLock {
            $0.endProcess()
            $0.isDown = false
        }
    }

    // MARK: Damage

    /// Whether bytes of it have ever changed by themselves.
    package var hasRotted: Bool { state.withLock { $0.plan.fired[.bitRot] != nil } }

    /// Changes 1 to 4,096 bytes in a row, in the cache and on the platter.
    ///
    /// - Returns: where; nil if there is no such file or nothing in it.
    @discardableResult
    package func rot(_ path: String, using random: inout SplitMix64) -> Range<Int>? {
        let (next, place) = state.withLock { [random] state in
            var random = random
            return (random, state.rot(path, &random))
        }
        random = next
        tell()
        return place
    }

    // MARK: Copies

    package func snapshot() -> DiskSnapshot { state.withLock { $0.snapshot } }

    /// Puts all files back as they were; what was open is not any more.
    package func restore(_ snapshot: DiskSnapshot) {
        state.withLock {
            $0.restore(snapshot)
            $0.record(DiskEvent(.restore, "", length: snapshot.paths.count))
        }
        tell()
    }

    /// A second disk with copies of all files, as the kernel shows them now.
    package func clone(
        named name: String, generator: SplitMix64, mountPath: String? = nil
    ) -> SimulatedDisk {
        let clone = SimulatedDisk(name: name, generator: generator, mountPath: mountPath)
        clone.restore(snapshot())
        return clone
    }

    /// Puts a file there, or in another one's place, as if it had always been there.
    package func plant(_ bytes: [UInt8], at path: String) {
        state.withLock { $0.plant(bytes, at: path) }
    }
}

extension DiskState {
    private static let rotBytesMax = 4096

    mutating func rot(_ path: String, _ random: inout SplitMix64) -> Range<Int>? {
        guard let size = file(named: path)?.cached.count, size > 0 else { return nil }
        let count = 1 + Int(random.below(UInt64(min(Self.rotBytesMax, size))))
        let start = Int(random.below(UInt64(size - count + 1)))
        let mask = (0..<count).map { _ in UInt8(1 + random.below(255)) }
        change(named: path) { $0.rot(start..<start + count, by: mask) }
        plan.count(.bitRot)
        record(DiskEvent(.bitRot, path, offset: start, length: count, hash: ByteHash.of(mask)))
        return start..<start + count
    }
}
