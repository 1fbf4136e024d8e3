package import SkeinCRDT
import Synchronization

/// The disk of one simulated machine: files in memory that forget what was not synced.
///
/// `SimulatedVFS` puts SQLite on it and `SimulatedFileSystem` everything else; both see the same
/// files and suffer the same faults. All chance comes from the generator given, so one seed and one
/// order of calls give one history. Paths are relative to where the disk is mounted, without a
/// leading slash.
///
/// Kept simple: folders are there when something in them is; a power loss undoes a last part of the
/// unsynced names, whatever folder they are in; a file's own sync does not make its name durable.
package final class SimulatedDisk: Sendable {
    package let name: String
    /// Of this disk alone in its world, and the same whenever the seed is.
    let serial: UInt64
    /// The folder whose files are on this disk; absolute, no slash at its end.
    package let mountPath: String
    let state: Mutex<DiskState>

    /// - Parameter mountPath: nil takes `/simulated/<name>`, which no real file system has.
    package init(name: String, generator: SplitMix64, mountPath: String? = nil) {
        self.name = name
        var random = generator
        serial = random.next()
        self.mountPath = mountPath ?? "/simulated/\(name)"
        state = Mutex(DiskState(random: generator))
    }

    /// The path on this disk of an absolute one; nil where it is not on this disk.
    package func relative(_ absolute: String) -> String? {
        guard absolute.hasPrefix(mountPath) else { return nil }
        let rest = absolute.dropFirst(mountPath.count)
        guard rest.isEmpty || rest.first == "/" else { return nil }
        return String(rest.drop { $0 == "/" })
    }

    package func absolute(_ path: String) -> String { "\(mountPath)/\(path)" }

    // MARK: What is watched and decided from outside

    /// Told of each change after it has happened, with the disk free to be asked.
    package var onEvent: (@Sendable (DiskEvent) -> Void)? {
        get { state.withLock { $0.onEvent } }
        set { state.withLock { $0.onEvent = newValue } }
    }

    /// Asked before each call; `proceed` leaves it to armed faults and rates.
    package var onCall: (@Sendable (DiskCall) -> DiskDecision)? {
        get { state.withLock { $0.onCall } }
        set { state.withLock { $0.onCall = newValue } }
    }

    /// Calls so far, those included that failed; not those refused after a crash.
    package var callCount: Int { state.withLock { $0.plan.callCount } }

    /// How often each fault has happened.
    package var fired: [DiskFault: Int] { state.withLock { $0.plan.fired } }

    /// The fault happens on the n-th call from now that it can hit.
    ///
    /// - Parameter number: From 1.
    /// - Parameter path: Only calls on this file count; nil: all.
    package func arm(_ fault: DiskFault, onCall number: Int = 1, path: String? = nil) {
        precondition(number >= 1, "the next call is number 1")
        state.withLock { $0.plan.arm(fault, onCall: number, path: path) }
    }

    /// Each call that the fault can hit is hit with this probability; 0 turns it off.
    package func setRate(_ fault: DiskFault, perMillion: Int) {
        state.withLock { $0.plan.setRate(fault, perMillion: perMillion) }
    }

    /// Ends the storm: no rates, no armed faults, no bound on bytes, no hook.
    package func calm() {
        state.withLock {
            $0.plan.clear()
            $0.byteBudget = nil
            $0.ignoresSync = false
            $0.onCall = nil
        }
    }

    // MARK: What kind of disk it is

    /// Bytes that all files together may have; nil: no bound.
    package var byteBudget: Int? {
        get { state.withLock { $0.byteBudget } }
        set { state.withLock { $0.byteBudget = newValue } }
    }

    package var usedBytes: Int { state.withLock { $0.usedBytes } }

    /// True for a disk that acknowledges syncs and does nothing.
    package var ignoresSync: Bool {
        get { state.withLock { $0.ignoresSync } }
        set { state.withLock { $0.ignoresSync = newValue } }
    }

    /// After a failed sync, reading shows what will never be durable (ext4) instead of the platter
    /// (XFS); off as a rule.
    package var failedSyncKeepsCache: Bool {
        get { state.withLock { $0.failedSyncKeepsCache } }
        set { state.withLock { $0.failedSyncKeepsCache = newValue } }
    }

    /// The process that takes locks from now on.
    package var processID: Int32 {
        get { state.withLock { $0.processID } }
        set { state.withLock { $0.processID = newValue } }
    }

    // MARK: Looking, without a call that counts

    /// Every file's path, sorted.
    package var paths: [String] { state.withLock { $0.paths } }

    /// A file as the kernel shows it.
    package func contents(_ path: String) -> [UInt8]? {
        state.withLock { $0.file(named: path)?.cached }
    }

    /// A file as the platter holds it, if its name is there as well.
    package func durableContents(_ path: String) -> [UInt8]? {
        state.withLock { $0.durableFile(named: path)?.durable }
    }

    /// Tells what has happened, in order, once the lock is free.
    func tell() {
        let (events, onEvent) = state.withLock { state in
            defer { state.eventsToTell = [] }
            return (state.eventsToTell, state.onEvent)
        }
        if let onEvent { events.forEach(onEvent) }
    }
}
