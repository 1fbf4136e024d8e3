import SkeinCRDT
import SkeinWire

/// A member's device that does not keep to the rules: its keys are valid, its program is not.
///
/// What it makes goes to the relay's real append first. What an honest relay refuses is then put
/// into the log all the same, as a careless relay's would be: replicas have to judge it by
/// themselves, and all alike.
enum HostileMember: String, CaseIterable {
    /// A signature with one bit turned.
    case badSignature = "bad-signature"
    /// An owner's entry on members, by one who is no owner.
    case wrongRole = "wrong-role"
    /// Steps of acts and leases that its role does not allow.
    case wrongAct = "wrong-act"
    /// An epoch that is not in force.
    case voidEpoch = "void-epoch"
    /// Two batches of one number after one predecessor.
    case equivocation
    /// Stamps as late as there are.
    case clockAhead = "clock-ahead"
    /// Stamps of 1970.
    case clockBehind = "clock-behind"
    /// A structure record that opens, and holds nonsense.
    case badColumns = "bad-columns"
    /// A structure record under the epoch's key, a text under another one, or with another hash.
    case splitKeys = "split-keys"
    /// Records that are not those of the header.
    case otherRecords = "other-records"
    /// A root that the log never had.
    case falseSeenRoot = "false-seen-root"

    static let kinds = allCases.map(\.rawValue)

    /// `KIND`: from now on nobody answers for the device's own state.
    static func act(_ device: DeviceNode, _ words: [String]) throws(StepError) {
        guard words.count == 1, let kind = HostileMember(rawValue: words[0]) else {
            throw StepError("hostile \(kinds.joined(separator: "|"))")
        }
        let world = device.world
        device.isHostile = true
        // It sees the log as it is when it strikes, whatever its own replica knows.
        world.transmit(from: device.name, to: RelayNode.name, "hostile: \(words[0])", bytes: []) {
            guard world.relay.isUp, !(world.relay.misbehaviour is ForkedRelay) else { return }
            do {
                var deed = try HostileDeed(kind, device)
                try deed.carryOut()
            } catch {
                world.note(.refused, device.name, "cannot be hostile: \(error)")
            }
        }
    }
}

/// An entry that a hostile member has brought into the log, and what it has to come to there.
struct HostileEntry: Hashable {
    enum Fate: Hashable {
        /// Without effect as a whole.
        case void(VoidReason)
        /// The entry counts, nothing in it does.
        case voidContent
        /// The operations are there, without effect.
        case refused
        /// Nothing is wrong with the operations.
        case counts
        /// As `counts`, and nobody can read the text.
        case unreadable(ContentHash)
    }

    let kind: HostileMember
    let index: UInt64
    let fate: Fate
}
