package import SkeinCRDT

extension StructureRecord {
    /// The operations of the author with this device number.
    ///
    /// - Parameter resolve: the entity whose first operation in the log this is. What it throws
    ///   passes through; nil throws `StructureError.entityUnknown`.
    package func operations(
        device: DeviceNumber, resolve: (Dot) throws -> EntityID?
    ) throws -> [Operation] {
        let ids = try entities.map { try Self.id(of: $0, resolve) }
        guard Set(ids).count == ids.count else { throw StructureError.dictionary }
        return try (0..<count).map { index in
            Operation(
                dot: Dot(device: device, counter: counters[index]), stamp: stamps[index],
                seen: seen[index], startsCommand: kinds[index] & Kind.startsCommand != 0,
                action: try action(index, entity: ids[entityPlaces[index]]))
        }
    }

    private static func id(
        of name: EntityName, _ resolve: (Dot) throws -> EntityID?
    ) throws -> EntityID {
        switch name {
        case .id(let id): return id
        case .first(let dot):
            guard let id = try resolve(dot) else {
                throw StructureError.entityUnknown(
                    device: UInt64(dot.device.rawValue), counter: dot.counter)
            }
            return id
        }
    }

    private func action(_ index: Int, entity: EntityID) throws -> Operation.Action {
        let name = names[namePlaces[index]]
        let value = values[valuePlaces[index]]
        switch Kind(rawValue: kinds[index] & ~Kind.startsCommand) {
        case .write: return .write(entity, field: name, value)
        case .add: return .add(entity, field: name, value)
        case .remove: return .remove(entity, field: name, value)
        case .fact: return .fact(entity, field: name, value)
        case .act:
            guard case .list(let arguments) = value else {
                throw StructureError.kind(kinds[index])
            }
            return .act(verb: name, subject: entity, arguments: arguments)
        case nil: throw StructureError.kind(kinds[index])
        }
    }
}
