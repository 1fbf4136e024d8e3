import SkeinCRDT
import SkeinWire

/// Entries on members: some right, most of them wrong in one way.
extension LogForge {
    func admission(_ device: DeviceKeys, role: Role) throws -> Admission {
        Admission(
            sign: device.signing.publicKey, box: device.box.publicKey, person: 7, role: role,
            keyBox: try Epoch.box(
                key, workspace: workspace, epoch: max(1, state.membership.epoch),
                to: device.box.publicKey))
    }

    mutating func appendMember() throws {
        let someone = random.pick(devices)
        switch random.below(12) {
        case 0: try appendMember(.setRole(someone.id, random.pick(Role.allCases)))
        case 1: try appendMember(.setRole(devices[0].id, .observer))
        case 2: try appendMember(.add(try admission(someone, role: random.pick(Role.allCases))))
        case 3: try appendMember(.remove(someone.id, try rotation(without: someone.id)))
        case 4: try appendMember(.rotate(try rotation(without: nil)))
        case 5: try appendMember(.rotate(try rotation(without: devices[0].id)))
        case 6: try appendMember(.format(1))
        case 7: try append(LogEntry(time: time, body: items[0].entry.body))
        default: try appendWrongMember(someone)
        }
    }

    mutating func appendMember(_ action: MemberAction) throws {
        let entry = MemberEntry(
            after: state.membership, author: devices[0].id, action: action)
        try append(LogEntry(time: time, body: entry.signed(with: devices[0].signing)))
    }

    /// A new key, kept in case the entry counts.
    private mutating func rotation(without removed: DeviceID?) throws -> Rotation {
        let new = bytes(32)
        let rotation = try Rotation(
            from: key, to: new, membership: state.membership, without: removed, nonce: bytes(24))
        nextKey = new
        return rotation
    }

    private mutating func appendWrongMember(_ someone: DeviceKeys) throws {
        let action = MemberAction.setRole(devices[1].id, .operator)
        let good = MemberEntry(after: state.membership, author: devices[0].id, action: action)
        var body = good.encoded()
        var signer = devices[0]
        switch random.below(8) {
        case 0: body = bytes(Int(random.number(0...40)))
        case 1: body.append(0)
        case 2: signer = devices[5]
        case 3:
            body = MemberEntry(after: state.membership, author: someone.id, action: action)
                .encoded()
            signer = someone
        case 4:
            body =
                MemberEntry(
                    workspace: workspace, previous: bytes(32), author: devices[0].id, action: action
                ).encoded()
        case 5:
            body =
                MemberEntry(
                    workspace: .none, previous: state.membership.head, author: devices[0].id,
                    action: action
                ).encoded()
        case 6: body = [UInt8](repeating: 0xA0, count: MemberEntry.bytesMax + 1)
        default: body[Int(random.below(UInt64(body.count)))] ^= 1 << UInt8(random.below(8))
        }
        let signature = signer.signing.sign(body, label: Label.member)
        let entry = LogEntry(time: time, body: .member(body, signature: signature))
        // What a newer build might understand stops a replica; such logs are not made here.
        if case .stop = state.check(entry, rootAt: { _ in nil }) { return }
        try append(entry)
    }
}
