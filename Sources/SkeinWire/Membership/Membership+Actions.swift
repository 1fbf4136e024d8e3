import SkeinCRDT

extension Membership {
    /// Carries out an owner's action, which this build knows, at a log index.
    mutating func carryOut(_ action: MemberAction, at index: UInt64) throws(VoidReason) {
        switch action {
        case .add(let admission): try add(admission, at: index)
        case .setRole(let device, let role): try setRole(of: device, role)
        case .remove(let device, let rotation):
            try remove(device, at: index)
            try rotate(rotation, at: index)
        case .rotate(let rotation): try rotate(rotation, at: index)
        case .format(let number):
            guard number > format else { throw .formatNotRaised }
            format = number
        case .genesis: throw .genesisAgain
        case .unknown: throw .malformed
        }
    }

    private mutating func add(_ admission: Admission, at index: UInt64) throws(VoidReason) {
        guard member(admission.device) == nil else { throw .deviceAddedBefore }
        guard active.count < Self.activeMax, members.count < Self.devicesMax,
            let number = UInt16(exactly: members.count)
        else { throw .tooManyDevices }
        members.append(
            Member(
                number: DeviceNumber(number), sign: admission.sign, box: admission.box,
                person: admission.person, role: admission.role, addedAt: index))
    }

    private mutating func setRole(of device: DeviceID, _ role: Role) throws(VoidReason) {
        let place = try activePlace(of: device)
        guard role == .owner || !isLastOwner(place) else { throw .lastOwner }
        members[place].role = role
    }

    private mutating func remove(_ device: DeviceID, at index: UInt64) throws(VoidReason) {
        let place = try activePlace(of: device)
        guard !isLastOwner(place) else { throw .lastOwner }
        members[place].removedAt = index
    }

    private mutating func rotate(_ rotation: Rotation, at index: UInt64) throws(VoidReason) {
        guard epoch < .max, rotation.epoch == epoch + 1,
            rotation.boxes.map(\.device) == active.map(\.number)
        else { throw .wrongRotation }
        epochs.append(EpochStart(commitment: rotation.commitment, index: index))
    }

    private func activePlace(of device: DeviceID) throws(VoidReason) -> Int {
        guard let place = members.firstIndex(where: { $0.id == device })
        else { throw .deviceUnknown }
        guard members[place].isActive else { throw .deviceRemoved }
        return place
    }

    private func isLastOwner(_ place: Int) -> Bool {
        members[place].role == .owner && active.count { $0.role == .owner } == 1
    }
}
