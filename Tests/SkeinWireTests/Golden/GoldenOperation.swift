import SkeinCRDT
import SkeinWire

/// An operation as the files list it; its value is CBOR.
struct GoldenOperation: Decodable {
    let counter: UInt64
    let ms: UInt64
    let hlc: UInt16
    let seen: UInt64
    let starts: Bool
    let kind: String
    let entity: HexBytes
    let name: String
    let value: HexBytes

    struct UnknownKind: Error {}

    func operation(device: DeviceNumber) throws -> Operation {
        Operation(
            dot: Dot(device: device, counter: counter),
            stamp: HybridTime(milliseconds: ms, counter: hlc), seen: seen, startsCommand: starts,
            action: try action())
    }

    private func action() throws -> Operation.Action {
        let entity = EntityID(entity.bytes)
        let value = try Value.decode(value.bytes)
        switch (kind, value) {
        case ("write", _): return .write(entity, field: name, value)
        case ("add", _): return .add(entity, field: name, value)
        case ("remove", _): return .remove(entity, field: name, value)
        case ("fact", _): return .fact(entity, field: name, value)
        case ("act", .list(let list)): return .act(verb: name, subject: entity, arguments: list)
        default: throw UnknownKind()
        }
    }
}
