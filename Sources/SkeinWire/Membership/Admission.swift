/// The `add` action: a device becomes a member.
package struct Admission: Hashable, Sendable {
    package let sign: [UInt8]
    package let box: [UInt8]
    /// Whom the device acts for; several devices may act for one person.
    package let person: UInt32
    package let role: Role
    /// The key of the epoch in force for the new device.
    package let keyBox: [UInt8]

    /// - Precondition: keys have 32 bytes, the key box `Epoch.boxLength`.
    package init(sign: [UInt8], box: [UInt8], person: UInt32, role: Role, keyBox: [UInt8]) {
        precondition(
            sign.count == 32 && box.count == 32 && keyBox.count == Epoch.boxLength,
            "an admission has keys of the right lengths")
        self.sign = sign
        self.box = box
        self.person = person
        self.role = role
        self.keyBox = keyBox
    }

    package var device: DeviceID { .of(sign: sign, box: box) }
}

extension Admission {
    static let kind = "add"

    var cbor: CBOR {
        .record([
            "kind": .text(Self.kind), "sign": .bytes(sign), "box": .bytes(box),
            "person": .unsigned(UInt64(person)), "role": .unsigned(UInt64(role.rawValue)),
            "key": .bytes(keyBox),
        ])
    }

    init(cbor: CBOR) throws(FormatError) {
        let fields = try CBORFields(cbor, ["kind", "sign", "box", "person", "role", "key"])
        self.init(
            sign: try fields.bytes("sign", count: 32), box: try fields.bytes("box", count: 32),
            person: UInt32(try fields.unsigned("person", max: UInt64(UInt32.max))),
            role: try fields.role("role"),
            keyBox: try fields.bytes("key", count: Epoch.boxLength))
    }
}
