package import SkeinCRDT

/// A device of the workspace, active or removed.
package struct Member: Hashable, Sendable {
    /// The ordinal of its `add` entry, the founder's being 0.
    package let number: DeviceNumber
    package let id: DeviceID
    /// Its Ed25519 key.
    package let sign: [UInt8]
    /// Its X25519 key.
    package let box: [UInt8]
    /// Whom it acts for.
    package let person: UInt32
    package internal(set) var role: Role
    /// The log index of its `add` entry.
    package let addedAt: UInt64
    /// The log index of its removal.
    package internal(set) var removedAt: UInt64?

    package var isActive: Bool { removedAt == nil }

    package init(
        number: DeviceNumber, sign: [UInt8], box: [UInt8], person: UInt32, role: Role,
        addedAt: UInt64, removedAt: UInt64? = nil
    ) {
        self.number = number
        self.id = .of(sign: sign, box: box)
        self.sign = sign
        self.box = box
        self.person = person
        self.role = role
        self.addedAt = addedAt
        self.removedAt = removedAt
    }
}

extension Member {
    var cbor: CBOR {
        .record([
            "sign": .bytes(sign), "box": .bytes(box), "person": .unsigned(UInt64(person)),
            "role": .unsigned(UInt64(role.rawValue)), "added": .unsigned(addedAt),
            "removed": removedAt.map { .unsigned($0) } ?? .null,
        ])
    }

    init(cbor: CBOR, number: DeviceNumber) throws(FormatError) {
        let fields = try CBORFields(cbor, ["sign", "box", "person", "role", "added", "removed"])
        let removed = try fields.value("removed")
        self.init(
            number: number, sign: try fields.bytes("sign", count: 32),
            box: try fields.bytes("box", count: 32),
            person: UInt32(try fields.unsigned("person", max: UInt64(UInt32.max))),
            role: try fields.role("role"), addedAt: try fields.unsigned("added"),
            removedAt: removed == .null ? nil : try fields.unsigned("removed"))
    }
}
