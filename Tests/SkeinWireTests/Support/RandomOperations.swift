import SkeinCRDT
import SkeinWire

/// Seeded lists of operations, with the texts they refer to and entities that are in the log.
struct RandomOperations {
    var random: SplitMix64
    private(set) var contents: [Content] = []
    private(set) var dotByEntity: [EntityID: Dot] = [:]
    private let entities: [EntityID]

    init(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        entities = (0..<UInt64.random(in: 1...20, using: &random)).map { _ in
            EntityID(random.bytes(Int.random(in: 1...32, using: &random)))
        }
        for entity in Set(entities).sorted() where Bool.random(using: &random) {
            dotByEntity[entity] = Dot(
                device: DeviceNumber(UInt16.random(in: 0...3, using: &random)),
                counter: UInt64(dotByEntity.count + 1))
        }
        self.random = random
    }

    /// Operations of one device whose `seen` is at most 100.
    mutating func make(_ count: Int, device: DeviceNumber) -> [Operation] {
        var counter: UInt64 = 0
        return (0..<count).map { _ in
            counter += Bool.random(using: &random) ? 1 : .random(in: 1...1_000, using: &random)
            return Operation(
                dot: Dot(device: device, counter: counter), stamp: stamp(),
                seen: .random(in: 0...100, using: &random),
                startsCommand: Bool.random(using: &random), action: action())
        }
    }

    private mutating func stamp() -> HybridTime {
        let isUsual = Int.random(in: 0..<20, using: &random) > 0
        return HybridTime(
            milliseconds: isUsual
                ? 1_750_000_000_000 + .random(in: 0...5_000, using: &random)
                : .random(in: 0...HybridTime.millisecondsMax, using: &random),
            counter: isUsual ? 0 : .random(in: 0...UInt16.max, using: &random))
    }

    private mutating func action() -> Operation.Action {
        let entity = entities.randomElement(using: &random) ?? entities[0]
        let field = ["chat.status", "chat.tags", "A", "~", "a"].randomElement(using: &random)
        let name = field ?? "a"
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return .write(entity, field: name, value())
        case 1: return .add(entity, field: name, value())
        case 2: return .remove(entity, field: name, value())
        case 3: return .fact(entity, field: name, list())
        default: return .act(verb: name, subject: entity, arguments: items())
        }
    }

    private mutating func list() -> Value { .list(items()) }

    private mutating func items() -> [Value] {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in value() }
    }

    private mutating func value() -> Value {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64(bitPattern: random.next() >> (random.next() % 64)))
        case 3: return .integer([.min, .max, 0, -1][Int.random(in: 0..<4, using: &random)])
        case 4: return .text(["new", "work", "é", "e\u{301}", ""][Int(random.next() % 5)])
        case 5: return .bytes(random.bytes(Int(random.next() % 40)))
        case 6 where contents.count < 5:
            let content = Content(
                salt: random.bytes(16), text: random.bytes(Int(random.next() % 2_000)))
            contents.append(content)
            return .content(content.hash)
        default: return .text("t\(random.next() % 10)")
        }
    }
}

extension Operation {
    /// As bytes that tell apart what Swift's texts do not.
    var exact: [UInt8] {
        let (kind, entity, name, value): (UInt8, EntityID, String, Value) =
            switch action {
            case .write(let entity, let field, let value): (0, entity, field, value)
            case .add(let entity, let field, let value): (1, entity, field, value)
            case .remove(let entity, let field, let value): (2, entity, field, value)
            case .fact(let entity, let field, let value): (3, entity, field, value)
            case .act(let verb, let subject, let list): (4, subject, verb, .list(list))
            }
        return entity.bytes + [kind] + Array(name.utf8) + [0] + value.encoded()
    }
}
