package import SkeinCRDT

/// Who belongs to a workspace, as its valid member entries say so far.
package struct Membership: Hashable, Sendable {
    /// The predecessor that the genesis entry names.
    package static let noHead = [UInt8](repeating: 0, count: 32)
    /// Active devices: a rotation's key boxes for all of them fit into one member entry.
    package static let activeMax = 64
    /// Device numbers have 16 bits and are never reused.
    package static let devicesMax = 65_536
    /// The newest version of batches that this build reads.
    package static let formatMax: UInt64 = 1

    /// An epoch's commitment and the index of the entry that began it.
    package struct EpochStart: Hashable, Sendable {
        package let commitment: [UInt8]
        package let index: UInt64
    }

    package let workspace: WorkspaceID
    /// All devices ever added; a device's number is its place.
    package internal(set) var members: [Member] = []
    /// SHA-256 of the last valid member body.
    package internal(set) var head = Membership.noHead
    /// Place n - 1 holds epoch n.
    package internal(set) var epochs: [EpochStart] = []
    package internal(set) var policy = Policy.standard
    package internal(set) var format: UInt64 = 1
    /// Nil before the genesis entry.
    package internal(set) var relay: RelayIdentity?

    /// A workspace before its genesis entry.
    package init(workspace: WorkspaceID) { self.workspace = workspace }

    /// The number of the epoch in force; 0 before the genesis entry.
    package var epoch: UInt32 { UInt32(clamping: epochs.count) }

    package var active: [Member] { members.filter(\.isActive) }

    package func member(_ id: DeviceID) -> Member? { members.first { $0.id == id } }

    package func member(_ number: DeviceNumber) -> Member? {
        Int(number.rawValue) < members.count ? members[Int(number.rawValue)] : nil
    }

    /// The member if it may write batches now.
    package func activeMember(_ id: DeviceID) -> Member? {
        member(id).flatMap { $0.isActive ? $0 : nil }
    }

    /// Nil for an epoch that has not begun.
    package func commitment(of epoch: UInt32) -> [UInt8]? {
        epoch > 0 && Int(epoch) <= epochs.count ? epochs[Int(epoch) - 1].commitment : nil
    }

    /// Opens a key box of the given epoch; nil unless it fits that epoch's commitment.
    package func openKey(_ sealed: [UInt8], epoch: UInt32, by box: BoxKey) -> [UInt8]? {
        commitment(of: epoch).flatMap {
            Epoch.openBox(sealed, workspace: workspace, epoch: epoch, commitment: $0, by: box)
        }
    }
}
