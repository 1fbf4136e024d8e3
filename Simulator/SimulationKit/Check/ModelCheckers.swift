import SkeinCRDT
import SkeinStore
import SkeinWire

/// Every replica holds, shows and lists as contradicting what the reference model says.
struct ModelChecker: Checker {
    let name = "model"

    func fault(_ world: World) throws -> String? {
        let schema = world.application.schema
        let model = ReferenceModel(try LogReading.of(world).operations, schema: schema)
        for (name, store) in world.judged {
            if let fault = try Self.fault(store, model) { return "\(name): \(fault)" }
        }
        return nil
    }

    static func fault(_ store: ReplicaStore, _ model: ReferenceModel) throws -> String? {
        let ids = try store.entityIDs()
        guard Set(ids) == model.entities else {
            return "\(ids.count) entities are known, not \(model.entities.count), or others"
        }
        for id in ids {
            guard let state = try store.entity(id) else { return "\(id.bytes) cannot be read" }
            if let fault = fault(state, model) { return "\(id.bytes): \(fault)" }
        }
        let listed = try store.conflicts().map { Conflicts(id: $0.state.id, fields: $0.fields) }
        let expected = ids.map { Conflicts(id: $0, fields: model.conflicts($0)) }
            .filter { !$0.fields.isEmpty }
        return listed == expected
            ? nil : "\(listed.count) conflicts are listed, not \(expected.count), or others"
    }

    private struct Conflicts: Equatable {
        let id: EntityID
        let fields: [String]
    }

    private static func fault(_ state: EntityState, _ model: ReferenceModel) -> String? {
        let expected = model.aliveByPlace.keys.filter { $0.entity == state.id }.map(\.field)
        guard Set(state.cells.keys.map { Array($0.utf8) }) == Set(expected) else {
            return "the fields with values are others"
        }
        for field in state.cells.keys.sorted() {
            let alive = state.alive(field).map { Alive(dot: $0.dot, value: $0.value) }
            let modelled = model.alive(state.id, field).map { Alive(dot: $0.dot, value: $0.value) }
            guard alive == modelled else {
                return "alive in \(field) is \(alive.map(\.dot)), not \(modelled.map(\.dot))"
            }
            guard state.shown(field)?.dot == model.shown(state.id, field)?.dot else {
                return "another value of \(field) is shown"
            }
        }
        return nil
    }

    private struct Alive: Equatable {
        let dot: Dot
        let value: Value
    }
}

/// An element of a set is shown if and only if some addition is there that no removal saw.
struct ObservedRemovalChecker: Checker {
    let name = "observed removal"

    func fault(_ world: World) throws -> String? {
        let schema = world.application.schema
        let model = ReferenceModel(try LogReading.of(world).operations, schema: schema)
        for (name, store) in world.judged {
            if let fault = try Self.fault(store, model, schema) { return "\(name): \(fault)" }
        }
        return nil
    }

    static func fault(
        _ store: ReplicaStore, _ model: ReferenceModel, _ schema: Schema
    ) throws -> String? {
        let sets = schema.fields.filter { $0.kind == .set }.map(\.name)
        for id in try store.entityIDs() {
            let state = try store.entity(id)
            for field in sets {
                let shown = state?.elements(field) ?? []
                let expected = model.elements(id, field)
                guard Set(shown) == expected, shown.count == expected.count else {
                    return "\(field) of \(id.bytes) shows \(shown), not \(expected.count) elements"
                }
            }
        }
        return nil
    }
}

/// Every text that came with the log can be read on every replica, as it was written.
struct TextChecker: Checker {
    let name = "texts"

    func fault(_ world: World) throws -> String? {
        let log = try LogReading.of(world)
        for (name, store) in world.judged {
            for (hash, text) in log.textByHash {
                guard try store.text(of: hash) == String(decoding: text, as: UTF8.self) else {
                    return "\(name) lacks a text of \(text.count) bytes, or has another one"
                }
            }
        }
        return nil
    }
}
