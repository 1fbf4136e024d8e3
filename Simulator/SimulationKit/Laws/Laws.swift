import SkeinCRDT
import SkeinStore
import SkeinWire

/// The laws of merging, tried on random pasts without a log server or a database (goals M1 to M3).
package enum Laws {
    /// One case of each law for each type, for each seed.
    package static func run(seeds: Range<UInt64>) -> LawTally {
        var tally = LawTally()
        for seed in seeds {
            for type in LawType.all { cells(type, seed, &tally) }
            log(seed, &tally)
            tally.seeds += 1
        }
        return tally
    }

    // MARK: Copies that are merged

    private static func cells(_ type: LawType, _ seed: UInt64, _ tally: inout LawTally) {
        var random = Generators(seed: seed).generator("laws.\(type.name)")
        let replicas = Int(random.number(2...4))
        let past = CellHistory(
            type, replicas: replicas, operations: Int(random.number(4...12)), &random)
        let (a, b, c) = (
            random.pick(past.replicas), random.pick(past.replicas), random.pick(past.replicas)
        )
        func check(_ law: String, _ holds: Bool) { tally.check(law, type.name, seed, holds) }

        check("commutative", a.merged(with: b) == b.merged(with: a))
        check(
            "associative",
            a.merged(with: b).merged(with: c) == a.merged(with: b.merged(with: c)))
        check("idempotent", a.merged(with: a) == a && isIdempotent(past, a))
        check("monotone", isMonotone(from: a, to: a.merged(with: b), past))
        let all = past.replicas.dropFirst().reduce(past.replicas[0]) { $0.merged(with: $1) }
        check("any delivery", isDelivered(past, type, to: all, &random))
    }

    private static func isIdempotent(_ past: CellHistory, _ copy: LawCell) -> Bool {
        past.operations.allSatisfy { operation in
            var once = copy
            once.apply(operation)
            var twice = once
            twice.apply(operation)
            return once == twice
        }
    }

    /// What was known stays known, what was replaced never comes back.
    private static func isMonotone(
        from old: LawCell, to new: LawCell, _ past: CellHistory
    ) -> Bool {
        past.operations.map(\.dot).filter(old.cell.known.contains).allSatisfy { dot in
            new.cell.known.contains(dot) && (old.cell.isAlive(dot) || !new.cell.isAlive(dot))
        }
    }

    /// Two random orders, a fifth of the operations repeated: both lead to what merging leads to.
    private static func isDelivered(
        _ past: CellHistory, _ type: LawType, to end: LawCell, _ random: inout SplitMix64
    ) -> Bool {
        for _ in 0..<2 {
            var copy = LawCell(type)
            for operation in past.operations.shuffled(using: &random) {
                copy.apply(operation)
                if random.chance(20) { copy.apply(random.pick(past.operations)) }
            }
            guard copy == end else { return false }
        }
        return true
    }

    // MARK: The log that is folded

    /// The store's own fold against the reference model; a prefix, stored and read back, and the
    /// rest lead to the same as the whole.
    private static func log(_ seed: UInt64, _ tally: inout LawTally) {
        var random = Generators(seed: seed).generator("laws.log")
        let past = LogHistory(&random)
        let count = past.operations.count
        let whole = past.fold(0..<count, into: LogHistory.empty)
        let model = ReferenceModel(past.operations, schema: LawType.schema)
        for type in LawType.all {
            tally.check("as the model", type.name, seed, isModelled(whole, model, type))
            tally.check(
                "shown whatever the order", type.name, seed,
                isShownAlike(whole, type, &random))
        }
        let middle = Int(random.below(UInt64(count) + 1))
        var prefix = past.fold(0..<middle, into: LogHistory.empty)
        // What a restart reads.
        let stored = try? CellCodec.decode(CellCodec.encode(prefix.cells))
        prefix = EntityState(
            id: LogHistory.entity, cells: stored ?? [:], schema: LawType.schema)
        let rest = past.fold(middle..<count, into: prefix)
        tally.check("prefix and rest", "entity", seed, rest == whole)
        tally.check(
            "twice is once", "entity", seed,
            past.fold(0..<count, into: LogHistory.empty, times: 2) == whole)
    }

    private static func isModelled(
        _ state: EntityState, _ model: ReferenceModel, _ type: LawType
    ) -> Bool {
        let alive = state.alive(type.name)
        let modelled = model.alive(state.id, type.name)
        guard alive.map(\.dot) == modelled.map(\.dot),
            alive.map(\.value) == modelled.map(\.value),
            state.shown(type.name)?.dot == model.shown(state.id, type.name)?.dot,
            state.isConflict(type.name) == model.conflicts(state.id).contains(type.name)
        else { return false }
        return type.kind != .set
            || Set(state.elements(type.name)) == model.elements(state.id, type.name)
    }

    private static func isShownAlike(
        _ state: EntityState, _ type: LawType, _ random: inout SplitMix64
    ) -> Bool {
        let shuffled = EntityState(
            id: state.id, cells: state.cells.mapValues { $0.shuffled(using: &random) },
            schema: LawType.schema)
        return shuffled.shown(type.name) == state.shown(type.name)
            && shuffled.elements(type.name) == state.elements(type.name)
    }
}
