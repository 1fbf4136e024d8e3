import SkeinCRDT

/// Draws the operations of `triage-100k`: the workload by which this library and others are timed.
///
/// Integers only, so that it can be rebuilt in any language. Every operation takes four draws of
/// SplitMix64, always all four: the dice, two chat numbers (the smaller one counts, which makes low
/// numbers busier), the pick.
///
/// | dice | operation |
/// | --- | --- |
/// | 0-59 | set the status |
/// | 60-79 | set the assignee |
/// | 80-93, or nothing to remove | add a tag |
/// | 94-99 | remove a (chat, tag) pair that this replica has itself added and still has |
package struct TriageGenerator: Sendable {
    /// A tag on a chat, as one replica holds it.
    private struct Pair: Hashable, Sendable {
        let chat: UInt32
        let tag: UInt8
    }

    /// The pairs of one replica in order of adding; a removed one is filled by the last.
    private struct Held: Sendable {
        var pairs: [Pair] = []
        var placeByPair: [Pair: Int] = [:]

        mutating func add(_ pair: Pair) {
            guard placeByPair[pair] == nil else { return }
            placeByPair[pair] = pairs.count
            pairs.append(pair)
        }

        mutating func remove(at place: Int) -> Pair {
            let pair = pairs[place]
            let last = pairs.removeLast()
            if place < pairs.count {
                pairs[place] = last
                placeByPair[last] = place
            }
            placeByPair[pair] = nil
            return pair
        }
    }

    private var random: SplitMix64
    private let chats: UInt64
    private var heldByReplica: [Held]
    private var index = 0

    /// - Precondition: at least one replica, and 1 to 100,000 chats (five digits).
    package init(seed: UInt64, replicas: Int, chats: Int) {
        precondition(replicas > 0, "a workload has at least one replica")
        precondition((1...100_000).contains(chats), "a chat's number has five digits")
        random = SplitMix64(seed: seed)
        self.chats = UInt64(chats)
        heldByReplica = Array(repeating: Held(), count: replicas)
    }

    /// The first `count` operations of `triage-100k`, or of a variant of it.
    package static func operations(
        count: Int = 100_000, seed: UInt64 = 42, replicas: Int = 8, chats: Int = 10_000
    ) -> [TriageOperation] {
        var generator = TriageGenerator(seed: seed, replicas: replicas, chats: chats)
        return (0..<count).map { _ in generator.next() }
    }

    package mutating func next() -> TriageOperation {
        let dice = random.below(100)
        let chat = UInt32(min(random.below(chats), random.below(chats)))
        let pick = random.next()
        let replica = index % heldByReplica.count
        defer { index += 1 }
        if dice < 60 {
            return operation(.status, chat, pick % UInt64(TriageOperation.statuses.count))
        }
        if dice < 80 {
            return operation(.assignee, chat, pick % UInt64(TriageOperation.assigneeCount))
        }
        if dice < 94 || heldByReplica[replica].pairs.isEmpty {
            let tag = pick % UInt64(TriageOperation.tagCount)
            heldByReplica[replica].add(Pair(chat: chat, tag: UInt8(tag)))
            return operation(.addTag, chat, tag)
        }
        let place = Int(pick % UInt64(heldByReplica[replica].pairs.count))
        let pair = heldByReplica[replica].remove(at: place)
        return operation(.removeTag, pair.chat, UInt64(pair.tag))
    }

    private func operation(
        _ kind: TriageOperation.Kind, _ chat: UInt32, _ value: UInt64
    ) -> TriageOperation {
        TriageOperation(
            index: index, replica: index % heldByReplica.count, kind: kind, chatNumber: chat,
            valueNumber: UInt8(value))
    }
}
