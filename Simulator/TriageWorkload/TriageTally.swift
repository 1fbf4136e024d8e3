/// What a merge of all replicas must find in a workload, counted the slow and obvious way.
///
/// The replicas do not see each other while they write, so their last writes are all concurrent.
package struct TriageTally: Hashable, Sendable {
    /// One register field over all chats.
    package struct RegisterCount: Hashable, Sendable {
        /// Chats on which the field was set at all.
        package var set = 0
        /// ... by more than one replica.
        package var shared = 0
        /// ... with different last values.
        package var conflicts = 0
        /// Different last values beyond the one shown, over all conflicts.
        package var losers = 0
    }

    package var status = RegisterCount()
    package var assignee = RegisterCount()
    /// (chat, tag) pairs that were ever touched.
    package var pairs = 0
    /// Pairs that are present after the merge: some replica still holds them.
    package var present = 0
    /// Pairs that one replica holds and another has removed.
    package var disagreements = 0

    /// The figures of the standard workload, as published with it.
    package static let standard: TriageTally = {
        var tally = TriageTally()
        tally.status = RegisterCount(set: 9153, shared: 8194, conflicts: 7900, losers: 17_028)
        tally.assignee = RegisterCount(set: 7545, shared: 5003, conflicts: 4843, losers: 8507)
        (tally.pairs, tally.present, tally.disagreements) = (13_653, 8030, 168)
        return tally
    }()

    private init() {}

    package init(_ operations: [TriageOperation]) {
        status = Self.count(.status, operations)
        assignee = Self.count(.assignee, operations)

        struct Pair: Hashable {
            let chat: UInt32
            let tag: UInt8
        }
        var heldByPair: [Pair: [Int: Bool]] = [:]
        for operation in operations {
            guard operation.kind == .addTag || operation.kind == .removeTag else { continue }
            let pair = Pair(chat: operation.chatNumber, tag: operation.valueNumber)
            heldByPair[pair, default: [:]][operation.replica] = operation.kind == .addTag
        }
        pairs = heldByPair.count
        present = heldByPair.values.count { $0.values.contains(true) }
        disagreements = heldByPair.values.count { Set($0.values).count > 1 }
    }

    private static func count(
        _ kind: TriageOperation.Kind, _ operations: [TriageOperation]
    ) -> RegisterCount {
        var lastByChat: [UInt32: [Int: UInt8]] = [:]
        for operation in operations where operation.kind == kind {
            lastByChat[operation.chatNumber, default: [:]][operation.replica] =
                operation.valueNumber
        }
        let different = lastByChat.values.map { Set($0.values).count }.filter { $0 > 1 }
        return RegisterCount(
            set: lastByChat.count, shared: lastByChat.values.count { $0.count > 1 },
            conflicts: different.count, losers: different.reduce(0) { $0 + $1 - 1 })
    }
}
