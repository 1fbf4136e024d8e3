import SkeinCRDT
import SkeinWire

/// The bytes of one own, unsent operation in this device's database (never on the wire).
///
/// A CBOR array: counter, stamp milliseconds, stamp counter, seen, starts a command, kind
/// (0 write, 1 add, 2 remove, 3 fact, 4 act), entity, field or verb, the encoded value (an act's
/// arguments as a list).
enum OperationCodec {
    static func encode(_ operation: Operation) -> [UInt8] {
        let (kind, entity, name, value): (UInt64, EntityID, String, Value) =
            switch operation.action {
            case .write(let entity, let field, let value): (0, entity, field, value)
            case .add(let entity, let field, let value): (1, entity, field, value)
            case .remove(let entity, let field, let value): (2, entity, field, value)
            case .fact(let entity, let field, let value): (3, entity, field, value)
            case .act(let verb, let subject, let arguments): (4, subject, verb, .list(arguments))
            }
        return CBOR.array([
            .unsigned(operation.dot.counter), .unsigned(operation.stamp.milliseconds),
            .unsigned(UInt64(operation.stamp.counter)), .unsigned(operation.seen),
            .bool(operation.startsCommand), .unsigned(kind), .bytes(entity.bytes), .text(name),
            .bytes(value.encoded()),
        ]).encoded()
    }

    static func decode(_ bytes: [UInt8], device: DeviceNumber) throws -> Operation {
        guard case .array(let items) = try CBOR.decode(bytes), items.count == 9,
            case .unsigned(let counter) = items[0], case .unsigned(let milliseconds) = items[1],
            case .unsigned(let stampCounter) = items[2], case .unsigned(let seen) = items[3],
            case .bool(let starts) = items[4], case .unsigned(let kind) = items[5],
            case .bytes(let id) = items[6], case .text(let name) = items[7],
            case .bytes(let value) = items[8], let entity = EntityID(validating: id)
        else { throw StoreError.inconsistent("an unsent operation cannot be read") }
        return Operation(
            dot: Dot(device: device, counter: counter),
            stamp: HybridTime(
                milliseconds: milliseconds, counter: UInt16(truncatingIfNeeded: stampCounter)),
            seen: seen, startsCommand: starts,
            action: try action(kind, entity, name, try Value.decode(value)))
    }

    private static func action(
        _ kind: UInt64, _ entity: EntityID, _ name: String, _ value: Value
    ) throws -> Operation.Action {
        switch (kind, value) {
        case (0, _): return .write(entity, field: name, value)
        case (1, _): return .add(entity, field: name, value)
        case (2, _): return .remove(entity, field: name, value)
        case (3, _): return .fact(entity, field: name, value)
        case (4, .list(let arguments)):
            return .act(verb: name, subject: entity, arguments: arguments)
        default: throw StoreError.inconsistent("an unsent operation of unknown kind \(kind)")
        }
    }
}
