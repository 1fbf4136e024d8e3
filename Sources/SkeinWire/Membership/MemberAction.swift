/// What a member entry does.
package enum MemberAction: Hashable, Sendable {
    case genesis(Genesis)
    case add(Admission)
    case setRole(DeviceID, Role)
    /// A device ends; the key changes in the same entry, so that it reads nothing later.
    case remove(DeviceID, Rotation)
    case rotate(Rotation)
    /// Raises the newest version of batches that the workspace allows.
    case format(UInt64)
    /// One that this build does not know: it stops there until it is updated.
    case unknown(kind: String, CBOR)
}

extension MemberAction {
    static let kindBytesMax = 32

    package var cbor: CBOR {
        switch self {
        case .genesis(let genesis): genesis.cbor
        case .add(let admission): admission.cbor
        case .setRole(let device, let role):
            .record([
                "kind": .text("role"), "device": .bytes(device.bytes),
                "role": .unsigned(UInt64(role.rawValue)),
            ])
        case .remove(let device, let rotation):
            .record([
                "kind": .text("remove"), "device": .bytes(device.bytes), "rotation": rotation.cbor,
            ])
        case .rotate(let rotation):
            .record(["kind": .text("rotate"), "rotation": rotation.cbor])
        case .format(let number):
            .record(["kind": .text("format"), "format": .unsigned(number)])
        case .unknown(_, let cbor): cbor
        }
    }

    package init(cbor: CBOR) throws(FormatError) {
        let kind = try CBORFields(cbor, ["kind"], isOpen: true)
            .text("kind", max: Self.kindBytesMax)
        switch kind {
        case Genesis.kind: self = .genesis(try Genesis(cbor: cbor))
        case Admission.kind: self = .add(try Admission(cbor: cbor))
        case "role":
            let fields = try CBORFields(cbor, ["kind", "device", "role"])
            self = .setRole(try fields.deviceID("device"), try fields.role("role"))
        case "remove":
            let fields = try CBORFields(cbor, ["kind", "device", "rotation"])
            self = .remove(
                try fields.deviceID("device"), try Rotation(cbor: try fields.value("rotation")))
        case "rotate":
            let fields = try CBORFields(cbor, ["kind", "rotation"])
            self = .rotate(try Rotation(cbor: try fields.value("rotation")))
        case "format":
            let fields = try CBORFields(cbor, ["kind", "format"])
            self = .format(try fields.unsigned("format"))
        default: self = .unknown(kind: kind, cbor)
        }
    }
}
