public import SimulationKit
public import SkeinStore
import SkeinWire

/// A shared to-do list: all that a program has to say of itself to be simulated.
public struct SharedTodo: SimulatedApplication {
    public let name = "todo"
    public let schema = Schema([
        FieldRule("item.title", .register(.latest)),
        FieldRule("item.done", .register(.ranked([.bool(false), .bool(true)]))),
        FieldRule("item.labels", .set),
    ])
    public let commands = [
        "title ITEM WORD", "done|open ITEM", "label ITEM WORD", "unlabel ITEM WORD",
    ]

    public init() {}

    public func draw(_ random: inout SimulationRandom) -> [String] {
        let item = "item\(random.below(6))"
        switch random.below(10) {
        case 0..<4: return ["title", item, random.pick(["milk", "bread", "tea", "salt"])]
        case 4..<6: return [random.chance(50) ? "done" : "open", item]
        case 6..<9: return ["label", item, random.pick(["shop", "home", "now"])]
        default: return ["unlabel", item, random.pick(["shop", "home", "now"])]
        }
    }

    public func edits(for words: [String], in store: ReplicaStore) throws -> [Edit] {
        guard words.count >= 2, let item = EntityID(validating: Array(words[1].utf8)) else {
            throw SimulationError("VERB ITEM [WORD], an item of at most 32 bytes")
        }
        let word = Value.text(words.count > 2 ? words[2] : "")
        return switch words[0] {
        case "title": [.write(item, field: "item.title", word)]
        case "done": [.write(item, field: "item.done", .bool(true))]
        case "open": [.write(item, field: "item.done", .bool(false))]
        case "label": [.add(item, field: "item.labels", word)]
        case "unlabel": [.remove(item, field: "item.labels", word)]
        default: throw SimulationError("a to-do list cannot '\(words[0])'")
        }
    }

    public func lines(of store: ReplicaStore) throws -> [String] {
        try store.entityIDs().compactMap { id in
            guard let item = try store.entity(id) else { return nil }
            let title = item.shown("item.title")?.value.words ?? "-"
            let isDone = item.shown("item.done")?.value == .bool(true)
            let labels = item.elements("item.labels").map(\.words).joined(separator: ",")
            let conflict = item.conflicts.isEmpty ? "" : " conflict"
            let name = String(decoding: id.bytes, as: UTF8.self)
            return "\(name) \(title) \(isDone ? "done" : "open") [\(labels)]\(conflict)"
        }
    }
}

extension Value {
    fileprivate var words: String {
        guard case .text(let text) = self else { return "?" }
        return text
    }
}
