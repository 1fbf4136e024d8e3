import SkeinCRDT
import SkeinStore
import SkeinWire

/// Operations of one batch: changes of fields, and steps of acts and leases that now and then make
/// sense.
extension LogForge {
    mutating func operations(by author: DeviceNumber, after last: UInt64, seen: UInt64)
        -> [Operation]
    {
        var counter = last
        return (0..<random.number(1...5)).map { _ in
            counter += UInt64(random.number(1...2))
            let entity = EntityID(Array("entity\(random.below(5))".utf8))
            let action = random.chance(45) ? act() : change(of: entity)
            return Operation(
                dot: Dot(device: author, counter: counter), stamp: stamp(),
                seen: random.chance(70) ? seen : random.below(seen + 1),
                startsCommand: random.chance(70), action: action)
        }
    }

    private mutating func stamp() -> HybridTime {
        switch random.below(20) {
        case 0: .latest
        case 1: HybridTime(milliseconds: 0, counter: .max)
        default:
            HybridTime(
                milliseconds: UInt64(Int64(time) + random.number(-500_000...500_000)),
                counter: UInt16(random.below(3)))
        }
    }

    private mutating func change(of entity: EntityID) -> Operation.Action {
        let type = random.pick(LawType.all)
        let value = random.chance(5) ? Value.bytes(bytes(3)) : random.pick(type.values)
        let kind = random.chance(5) ? random.pick(LawType.all).kind : type.kind
        let name = random.chance(3) ? "unknown.field" : type.name
        switch kind {
        case .register: return .write(entity, field: name, value)
        case .fact: return .fact(entity, field: name, value)
        case .set:
            return random.chance(50)
                ? .add(entity, field: name, value) : .remove(entity, field: name, value)
        }
    }

    // MARK: Acts and leases

    private mutating func act() -> Operation.Action {
        if random.chance(12) {
            return .act(
                verb: random.pick(["lease", "unlease", "expire-lease", "unknown"]),
                subject: EntityID(Array("source\(random.below(2))".utf8)), arguments: [])
        }
        let act = EntityID(Array("act\(random.below(5))".utf8))
        let verb = random.chance(70) ? nextVerb(act) : random.pick(Self.verbs)
        var arguments = arguments(verb, act)
        if random.chance(4) { arguments.append(.null) }
        if random.chance(2), !arguments.isEmpty { arguments.removeLast() }
        lastVerb[act] = verb
        if verb == "claim" { lastClaim[act] = size }
        return .act(verb: verb, subject: act, arguments: arguments)
    }

    private static let verbs = [
        "enqueue", "edit", "hold", "release", "cancel", "claim", "intent", "outcome", "reconcile",
        "decide", "expire",
    ]

    private mutating func nextVerb(_ act: EntityID) -> String {
        switch lastVerb[act] {
        case nil: "enqueue"
        case "enqueue", "release", "edit": "claim"
        case "claim": "intent"
        case "intent": random.pick(["outcome", "outcome", "reconcile"])
        case "outcome": random.pick(["reconcile", "claim", "decide", "outcome"])
        case "reconcile": random.pick(["claim", "decide", "reconcile"])
        case "decide", "expire": random.pick(["claim", "outcome"])
        case "hold": "release"
        default: random.pick(Self.verbs)
        }
    }

    private mutating func arguments(_ verb: String, _ act: EntityID) -> [Value] {
        let attempt = Value.integer(random.pick([1, 1, 1, 2, 2, 3]))
        let word = Value.text(random.pick(["a", "b", "\u{e9}"]))
        switch verb {
        case "enqueue":
            return [
                .bytes(Array("lane\(random.below(2))".utf8)), .bytes([9]),
                .content(ContentHash(bytes(32))), random.chance(50) ? .null : .bytes([1]),
                .integer(random.pick([0, 10_000])),
                .integer(random.chance(80) ? 0 : Int64(time) + 60_000),
            ]
        case "edit":
            return [.integer(random.pick([1, 2, 2, 3])), .content(ContentHash(bytes(32)))]
        case "hold": return [word]
        case "release": return [random.chance(50) ? .null : .bytes([2, 3])]
        case "claim": return [attempt]
        case "intent":
            let claim = random.chance(85) ? lastClaim[act] ?? 0 : random.below(size + 1)
            return [
                attempt, .integer(Int64(claim)), .integer(random.pick([1, 1, 1, 2])),
                random.chance(50) ? .null : word, .bytes(bytes(random.chance(95) ? 32 : 31)),
                .integer(random.pick([30_000, 30_000, 60_000, 300_000, 29_999])),
            ]
        case "outcome":
            return [attempt] + outcome(word)
        case "reconcile":
            return [attempt]
                + random.pick([
                    [.text("found"), word], [.text("absent")], [.text("undecided"), word],
                ])
        case "decide": return [attempt, .text(random.pick(["sent", "again", "drop", "else"]))]
        case "expire": return [.text(random.pick(["claim", "intent"]))]
        default: return []
        }
    }

    private mutating func outcome(_ word: Value) -> [Value] {
        switch random.below(5) {
        case 0...1: [.text("sent"), word]
        case 2: [.text("rejected"), word, .bool(random.chance(50))]
        case 3: [.text("not-sent"), word, .integer(random.pick([0, 1_000, .max]))]
        default: [.text("unknown"), word, .bool(random.chance(50))]
        }
    }
}
