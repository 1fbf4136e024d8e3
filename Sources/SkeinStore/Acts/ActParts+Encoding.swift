import SkeinCRDT
import SkeinWire

extension ActClaim {
    var cbor: CBOR {
        .record(["device": device.cbor, "index": .unsigned(index), "time": .unsigned(time)])
    }

    init?(cbor: CBOR) {
        guard let device = cbor["device"]?.device, let index = cbor["index"]?.asUInt64,
            let time = cbor["time"]?.asUInt64
        else { return nil }
        self.init(device: device, index: index, time: time)
    }
}

extension ActIntent {
    var cbor: CBOR {
        .record([
            "attempt": .unsigned(attempt), "device": device.cbor, "index": .unsigned(index),
            "time": .unsigned(time), "version": .unsigned(textVersion),
            "watermark": .optional(watermark.map { .text($0) }), "body": .bytes(bodyHash),
            "window": .unsigned(sendWindow), "deadline": .unsigned(deadline),
            "quarantine": .unsigned(quarantine), "from": .unsigned(reconcileFrom),
            "attempts": .unsigned(attemptsMax), "doubt": .optional(doubt.map { .text($0) }),
        ])
    }

    init?(cbor: CBOR) {
        guard let attempt = cbor["attempt"]?.asUInt64, let device = cbor["device"]?.device,
            let index = cbor["index"]?.asUInt64, let time = cbor["time"]?.asUInt64,
            let version = cbor["version"]?.asUInt64,
            let watermark = cbor["watermark"]?.maybe(\.asText), let body = cbor["body"]?.asBytes,
            let window = cbor["window"]?.asUInt64, let deadline = cbor["deadline"]?.asUInt64,
            let quarantine = cbor["quarantine"]?.asUInt64, let from = cbor["from"]?.asUInt64,
            let attempts = cbor["attempts"]?.asUInt64, let doubt = cbor["doubt"]?.maybe(\.asText)
        else { return nil }
        self.init(
            attempt: attempt, device: device, index: index, time: time, textVersion: version,
            watermark: watermark, bodyHash: body, sendWindow: window, deadline: deadline,
            quarantine: quarantine, reconcileFrom: from, attemptsMax: attempts, doubt: doubt)
    }
}

extension ActEvidence {
    var cbor: CBOR {
        .record([
            "kind": .text(kind.rawValue), "attempt": .unsigned(attempt), "device": device.cbor,
            "time": .unsigned(time), "detail": .text(detail),
        ])
    }

    init?(cbor: CBOR) {
        guard let kind = cbor["kind"]?.asText.flatMap(Kind.init),
            let attempt = cbor["attempt"]?.asUInt64, let device = cbor["device"]?.device,
            let time = cbor["time"]?.asUInt64, let detail = cbor["detail"]?.asText
        else { return nil }
        self.init(kind: kind, attempt: attempt, device: device, time: time, detail: detail)
    }
}

extension DeviceNumber {
    var cbor: CBOR { .unsigned(UInt64(rawValue)) }
}

extension CBOR {
    static func optional(_ value: CBOR?) -> CBOR { value ?? .null }

    var entity: EntityID? { asBytes.flatMap(EntityID.init(validating:)) }

    var device: DeviceNumber? { asUInt64.flatMap(UInt16.init(exactly:)).map(DeviceNumber.init) }

    var contentHash: ContentHash? {
        guard let bytes = asBytes, bytes.count == 32 else { return nil }
        return ContentHash(bytes)
    }

    /// Null is a value that is absent; anything else must be readable.
    func maybe<Read>(_ read: (CBOR) -> Read?) -> Read?? {
        isNull ? .some(nil) : read(self).map { .some($0) }
    }
}
