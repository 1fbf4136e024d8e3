import SkeinStore
import SkeinWire

/// What hostile members brought into the log came to the same on every replica: void where it has
/// to be void, without effect where it has none, and nothing more than that.
struct HostileChecker: Checker {
    let name = "hostile members"

    func fault(_ world: World) throws -> String? {
        for (name, store) in world.judged {
            let refusals = try store.entryRefusals()
            let operations = try store.loggedOperations()
            for entry in world.relay.hostileEntries where entry.index < store.logSize {
                let inside = operations.filter { $0.logIndex == entry.index }
                if let fault = try Self.fault(
                    entry.fate, refusals[Int(entry.index)], inside.map(\.refusal), store)
                {
                    return "\(name): entry \(entry.index) (\(entry.kind.rawValue)) \(fault)"
                }
            }
        }
        return nil
    }

    /// - Parameters:
    ///   - refusal: why the whole entry is void, by the replica.
    ///   - operations: why each operation in it has no effect; nil where it has.
    static func fault(
        _ fate: HostileEntry.Fate, _ refusal: String?, _ operations: [String?],
        _ store: ReplicaStore
    ) throws -> String? {
        if case .void(let reason) = fate {
            guard refusal == reason.rawValue else {
                return "is \(refusal ?? "valid"), not \(reason.rawValue)"
            }
            return operations.isEmpty ? nil : "is void, and its operations are there"
        }
        guard refusal == nil else { return "is \(refusal ?? ""), not valid" }
        switch fate {
        case .void: return nil
        case .voidContent: return operations.isEmpty ? nil : "has operations, its content is void"
        case .refused:
            guard !operations.isEmpty else { return "has no operations" }
            return operations.contains(nil) ? "has an effect beyond its author's role" : nil
        case .counts:
            return operations.contains(nil) ? nil : "has no effect, nothing is wrong with it"
        case .unreadable(let hash):
            return try store.text(of: hash) == nil ? nil : "has a text that nobody can have read"
        }
    }
}
