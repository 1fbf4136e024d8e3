import SkeinCRDT
import SkeinStore

import struct Foundation.URL

/// Looks at what replicas show while a run goes on, for a report.
///
/// Nothing of the run may change by it: not a disk call, not a page in a cache, not a draw. So it
/// copies the files of the device's disk and opens the copy, on a disk of its own.
final class Observer {
    private(set) var observations: [Observation] = []
    private var linesByDevice: [String: [String]] = [:]
    private var conflictsByDevice: [String: [ConflictReading]] = [:]
    private var problemByDevice: [String: String] = [:]
    private var firedByNode: [String: [DiskFault: Int]] = [:]
    private var looks = 0

    /// After an event of the trace; looks where a replica may show something else than before.
    func saw(_ kind: TraceKind, _ node: String, _ world: World) {
        var observation = Observation(event: world.trace.events.count - 1, device: node)
        observation.faults = newFaults(node, world)
        switch kind {
        case .started, .recorded, .ingested:
            if let device = world.device(node), device.isUp {
                look(at: device, world, &observation)
            }
        default: break
        }
        if !observation.isNothing { observations.append(observation) }
    }

    private func look(at device: DeviceNode, _ world: World, _ observation: inout Observation) {
        do {
            let (lines, conflicts) = try read(device, world)
            observation.compare(linesByDevice[device.name] ?? [], lines)
            linesByDevice[device.name] = lines
            if conflicts != conflictsByDevice[device.name] ?? [] {
                observation.conflicts = conflicts
                conflictsByDevice[device.name] = conflicts
            }
            problemByDevice[device.name] = nil
        } catch {
            let problem = "\(error)"
            if problemByDevice[device.name] != problem { observation.problem = problem }
            problemByDevice[device.name] = problem
        }
    }

    private func read(
        _ device: DeviceNode, _ world: World
    ) throws -> ([String], [ConflictReading]) {
        looks += 1
        let disk = device.disk.clone(
            named: "\(device.disk.name)-look-\(looks)", generator: SplitMix64(seed: 0))
        SimulatedVFS.mount(disk)
        defer { SimulatedVFS.unmount(disk) }
        let store = try ReplicaStore(
            folder: URL(filePath: disk.mountPath), schema: world.application.schema,
            views: world.application.views, files: SimulatedFileSystem(disk))
        let reader = ConflictReader(
            store: store, application: world.application, devices: world.configuration.devices)
        return (try world.application.lines(of: store), try reader.read())
    }

    /// What the disk did to the node since the last look, each class once.
    private func newFaults(_ node: String, _ world: World) -> [DiskFault] {
        let disk = node == RelayNode.name ? world.relay?.disk : world.device(node)?.disk
        guard let disk else { return [] }
        let fired = disk.fired
        let before = firedByNode.updateValue(fired, forKey: node) ?? [:]
        return fired.filter { $0.value > before[$0.key] ?? 0 && $0.key.isDamage }
            .map(\.key).sorted()
    }
}

extension DiskFault {
    /// Whether a report names it beside the ends of processes and of power, which have their own
    /// marks.
    fileprivate var isDamage: Bool {
        switch self {
        case .crash, .processEnd, .powerLoss, .lostSector, .reorderedSector, .tornSector,
            .lostName:
            false
        default: true
        }
    }
}
