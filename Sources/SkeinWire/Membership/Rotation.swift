package import SkeinCRDT

/// The change to a new epoch key: it goes to every device that stays.
package struct Rotation: Hashable, Sendable {
    /// The key for one device.
    package struct KeyBox: Hashable, Sendable {
        package let device: DeviceNumber
        package let sealed: [UInt8]

        package init(device: DeviceNumber, sealed: [UInt8]) {
            self.device = device
            self.sealed = sealed
        }
    }

    /// The new epoch's number, one above the one in force.
    package let epoch: UInt32
    package let commitment: [UInt8]
    /// One for each device that stays, by ascending number.
    package let boxes: [KeyBox]
    /// The old key sealed under the new one, so that members read history.
    package let previousKey: [UInt8]

    package init(epoch: UInt32, commitment: [UInt8], boxes: [KeyBox], previousKey: [UInt8]) {
        self.epoch = epoch
        self.commitment = commitment
        self.boxes = boxes
        self.previousKey = previousKey
    }

    /// Makes the rotation from one key to the next for those members that stay. Throws if a
    /// member's key is unusable.
    package init(
        from old: [UInt8], to new: [UInt8], membership: Membership, without removed: DeviceID?,
        nonce: [UInt8]
    ) throws(WireError) {
        let epoch = membership.epoch + 1
        let workspace = membership.workspace
        let staying = membership.active.filter { $0.id != removed }
        var boxes: [KeyBox] = []
        for member in staying {
            let sealed = try Epoch.box(new, workspace: workspace, epoch: epoch, to: member.box)
            boxes.append(KeyBox(device: member.number, sealed: sealed))
        }
        self.init(
            epoch: epoch,
            commitment: Epoch.commitment(workspace: workspace, epoch: epoch, key: new),
            boxes: boxes,
            previousKey: Epoch.sealPrevious(
                old, under: new, workspace: workspace, epoch: epoch, nonce: nonce))
    }
}

extension Rotation {
    var cbor: CBOR {
        .record([
            "epoch": .unsigned(UInt64(epoch)), "commitment": .bytes(commitment),
            "boxes": .array(
                boxes.map { .array([.unsigned(UInt64($0.device.rawValue)), .bytes($0.sealed)]) }),
            "previous": .bytes(previousKey),
        ])
    }

    init(cbor: CBOR) throws(FormatError) {
        let fields = try CBORFields(cbor, ["epoch", "commitment", "boxes", "previous"])
        epoch = UInt32(try fields.unsigned("epoch", max: UInt64(UInt32.max)))
        commitment = try fields.bytes("commitment", count: Epoch.commitmentLength)
        previousKey = try fields.bytes("previous", count: Epoch.previousKeyLength)
        var boxes: [KeyBox] = []
        for item in try fields.array("boxes") {
            guard case .array(let pair) = item, pair.count == 2,
                case .unsigned(let number) = pair[0], let number = UInt16(exactly: number),
                case .bytes(let sealed) = pair[1], sealed.count == Epoch.boxLength
            else { throw .wrong("boxes") }
            boxes.append(KeyBox(device: DeviceNumber(number), sealed: sealed))
        }
        self.boxes = boxes
    }
}
