import SkeinCRDT
package import SkeinStore
package import SkeinWire

import struct Foundation.URL

/// A replica of nobody's device, on a disk of its own: reads a log that it is handed.
package final class FreshReplica {
    package let store: ReplicaStore
    private let disk: SimulatedDisk

    /// - Parameter name: no two disks of one moment share it.
    package init(
        name: String, workspace: WorkspaceID, schema: Schema,
        epochKey: @escaping @Sendable (UInt32) -> [UInt8]?
    ) throws {
        let disk = SimulatedDisk(name: name, generator: SplitMix64(seed: 0))
        SimulatedVFS.mount(disk)
        self.disk = disk
        do {
            store = try ReplicaStore(
                folder: URL(filePath: disk.mountPath), schema: schema, views: .none,
                files: SimulatedFileSystem(disk))
            store.epochKey = epochKey
            try store.adopt(
                workspace: workspace,
                device: DeviceID([UInt8](repeating: 0xEE, count: DeviceID.length)))
        } catch {
            SimulatedVFS.unmount(disk)
            throw error
        }
    }

    // Open files of a disk stay usable, so the store may close after it.
    deinit { SimulatedVFS.unmount(disk) }
}
