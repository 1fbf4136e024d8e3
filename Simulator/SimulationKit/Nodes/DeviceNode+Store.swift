package import SkeinCRDT
import SkeinStore
package import SkeinWire

import struct Foundation.URL

/// An operation that a person was told is recorded, whatever dot it has or will get.
package struct Receipt: Hashable, Sendable {
    package let stamp: HybridTime
    package let action: Operation.Action

    package init(_ operation: Operation) {
        stamp = operation.stamp
        action = operation.action
    }
}

/// Looking after the store, as the production loop does.
extension DeviceNode {
    /// The journal holds what was recorded this long ago or earlier, by the device's own clock.
    static let journalLag = Duration.seconds(2)
    private static let tendEvery = Duration.seconds(1)

    /// Has the store tended in a second or so long, unless that is arranged already.
    func armTend(after span: Duration = tendEvery) {
        guard !isTendArmed, store != nil else { return }
        isTendArmed = true
        let life = life
        world.schedule(after: span) { [weak self] in
            guard let self, self.life == life, let store else { return }
            isTendArmed = false
            tend(store)
        }
    }

    private func tend(_ store: ReplicaStore) {
        let condition = store.tend(now: now.monotonic)
        guard !disk.isDown else {
            crash()
            return
        }
        switch condition {
        case .steady: break
        case .failed(let error):
            tell("store.failed", "\(error)")
            if case .damaged = error {
                rebuild()
                return
            }
        case .resumed:
            tell("store.resumed")
            world.count("store.resumed")
            runEngines(store)
        }
        if store.isUnwell {
            armTend()
        } else if let due = store.journalDue,
            let moment = clock.trueTime(of: due, after: world.time)
        {
            armTend(after: moment - world.time)
        }
    }

    /// Remembers what the log of a relay that has lied shows of this device's own work.
    func noteTaken(_ store: ReplicaStore) {
        guard world.counts["fault.relayLies"] != nil, !store.isRebuilding,
            let unsent = try? store.unsent()
        else { return }
        taken = acknowledged.subtracting(unsent.operations.map(Receipt.init))
    }

    /// What a person does who does not trust a disk: `doctor`. Nothing else would notice damage to
    /// what is not read.
    func lookForDamage() {
        guard disk.hasRotted, let store else { return }
        do throws(StoreError) {
            guard try store.examine() != nil else { return }
        } catch {
            world.note(.refused, name, "cannot be examined: \(error)")
        }
        rebuild()
    }

    /// What a person does about a damaged database: `doctor --rebuild`.
    func rebuild() {
        world.count("store.rebuilt")
        tell("store.rebuilt")
        end(powerLoss: false)
        // Not in the journal yet, and gone with the database: the one loss that is accepted.
        acknowledged.subtract(atRisk)
        // A relay that takes back what it took leaves one copy: the log that has just been lost.
        acknowledged.subtract(taken)
        taken = []
        do {
            _ = try ReplicaStore.setAside(
                folder: URL(filePath: disk.mountPath), files: SimulatedFileSystem(disk))
            mustRebuild = true
        } catch {
            world.note(.refused, name, "cannot put its database aside: \(error)")
        }
        retry()
    }
}
