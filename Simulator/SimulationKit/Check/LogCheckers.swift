import SkeinStore
import SkeinWire

extension Checkers {
    /// What replicas and relay made of the log, against readings of it that are apart from both.
    static let ofTheLog: [any Checker] = [
        WholeRelayChecker(), MerkleChecker(), VerdictChecker(), HostileChecker(),
        MembershipChecker(), HonestEntriesChecker(), OneBatchChecker(), ClockOrderChecker(),
        ModelChecker(), ObservedRemovalChecker(), TextChecker(), ReplayChecker(),
    ]
}

/// The relay still serves every entry that it ever called logged, and what the replicas hold.
struct WholeRelayChecker: Checker {
    let name = "relay is whole"

    func fault(_ world: World) throws -> String? {
        let served = try world.relay.servedLog().map { SHA256.hash([0] + $0.entry.encoded()) }
        for (index, leaf) in world.relay.promises.leafByIndex.sorted(by: { $0.key < $1.key }) {
            guard index < served.count, served[Int(index)] == leaf else {
                return "entry \(index) was acknowledged, and is not what the relay serves there"
            }
        }
        for (name, store) in world.judged {
            let size = Int(store.logSize)
            guard size <= served.count else {
                return "\(name) has \(size) entries, the relay serves \(served.count)"
            }
            guard try store.root(at: store.logSize) == LogReading.root(served[..<size]) else {
                return "\(name) holds another log of \(size) entries than the relay serves"
            }
        }
        return nil
    }
}

/// Every root that the relay ever signed is that of its log at that size, by a naive recomputation.
struct MerkleChecker: Checker {
    let name = "merkle"

    func fault(_ world: World) throws -> String? {
        Self.fault(
            world.relay.promises,
            leaves: try world.relay.servedLog().map { SHA256.hash([0] + $0.entry.encoded()) })
    }

    static func fault(_ promises: RelayPromises, leaves: [[UInt8]]) -> String? {
        if let contradiction = promises.contradiction { return "the relay signed \(contradiction)" }
        for (size, root) in promises.rootBySize.sorted(by: { $0.key < $1.key }) {
            guard size <= leaves.count else {
                return "a root was signed for \(size) entries, the log has \(leaves.count)"
            }
            guard LogReading.root(leaves[..<Int(size)]) == root else {
                return "the root signed for \(size) entries is not theirs"
            }
        }
        return nil
    }
}

/// Every replica judged every entry, and every operation's author, as the log alone says.
struct VerdictChecker: Checker {
    let name = "verdicts"

    func fault(_ world: World) throws -> String? {
        let log = try LogReading.of(world)
        for (name, store) in world.judged {
            if let fault = try Self.fault(store, log) { return "\(name): \(fault)" }
        }
        return nil
    }

    static func fault(_ store: ReplicaStore, _ log: LogReading) throws -> String? {
        let refusals = try store.entryRefusals()
        guard refusals.count == log.size else {
            return "\(refusals.count) verdicts on \(log.size) entries"
        }
        for (index, verdict) in log.verdicts.enumerated() where verdict.refusal != refusals[index] {
            return "entry \(index) is '\(refusals[index] ?? "valid")', not \(verdict)"
        }
        return try operations(store, log)
    }

    /// The operations that count are those of authors who may; of acts the role alone is judged.
    private static func operations(_ store: ReplicaStore, _ log: LogReading) throws -> String? {
        let items = try store.loggedOperations()
        guard items.map(\.operation) == log.operations.map(\.operation) else {
            return "\(items.count) operations are in effect, not \(log.operations.count), or others"
        }
        for (item, logged) in zip(items, log.operations) {
            if case .act = item.operation.action {
                guard !logged.counts, item.refusal == nil else { continue }
            } else if (item.refusal == nil) == logged.counts {
                continue
            }
            return "\(item.operation.dot) of entry \(logged.index) "
                + (logged.counts ? "is refused" : "counts")
        }
        return nil
    }
}

extension EntryVerdict {
    /// As replicas store it.
    fileprivate var refusal: String? {
        if case .void(let reason) = self { reason.rawValue } else { nil }
    }
}

/// All replicas know the same members.
struct MembershipChecker: Checker {
    let name = "membership equal"

    func fault(_ world: World) throws -> String? {
        let members = try LogReading.of(world).state.membership
        for (name, store) in world.judged where store.log?.membership != members {
            return "\(name) knows other members than the log"
        }
        return nil
    }
}

/// A replica that reads the log anew, in pieces, arrives where the others are (M2).
struct ReplayChecker: Checker {
    let name = "replay"

    func fault(_ world: World) throws -> String? {
        guard let judged = world.judged.first else { return nil }
        let log = try LogReading.of(world)
        let founding = world.relay.founding
        var random = world.generators.generator("replay")
        let key = founding.epochKey
        let fresh = try FreshReplica(
            name: "\(world.relay.disk.name)-replay", workspace: founding.workspace,
            schema: world.application.schema
        ) { $0 == 1 ? key : nil }
        var rest = log.items[...]
        while !rest.isEmpty {
            let count = Int(random.number(1...Int64(rest.count)))
            _ = try fresh.store.ingest(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return try fresh.store.digest() == judged.store.digest()
            ? nil : "a replica that read the log anew has another digest than \(judged.name)"
    }
}
