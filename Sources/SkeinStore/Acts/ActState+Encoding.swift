import SkeinWire

extension ActState {
    var cbor: CBOR {
        let name = CBOR.text(name)
        return switch self {
        case .held(let reason), .unknown(let reason): .array([name, .text(reason)])
        case .queued(let notBefore): .array([name, .unsigned(notBefore)])
        case .claimed(let claim): .array([name, claim.cbor])
        case .inflight(let intent): .array([name, intent.cbor])
        case .sent(let evidence): .array([name, evidence.cbor])
        case .rejected(let reason, let stops): .array([name, .text(reason), .bool(stops)])
        case .cancelled, .dropped: .array([name])
        }
    }

    init?(cbor: CBOR) {
        guard let list = cbor.asArray, let name = list.first?.asText else { return nil }
        let first = list.dropFirst().first
        let state: ActState? =
            switch (name, list.count) {
            case ("held", 2): first?.asText.map { .held(reason: $0) }
            case ("unknown", 2): first?.asText.map { .unknown(reason: $0) }
            case ("queued", 2): first?.asUInt64.map { .queued(notBefore: $0) }
            case ("claimed", 2): first.flatMap { ActClaim(cbor: $0) }.map { .claimed($0) }
            case ("inflight", 2): first.flatMap { ActIntent(cbor: $0) }.map { .inflight($0) }
            case ("sent", 2): first.flatMap { ActEvidence(cbor: $0) }.map { .sent($0) }
            case ("rejected", 3): Self.rejected(list)
            case ("cancelled", 1): .cancelled
            case ("dropped", 1): .dropped
            default: nil
            }
        guard let state else { return nil }
        self = state
    }

    private static func rejected(_ list: [CBOR]) -> ActState? {
        guard let reason = list[1].asText, let stops = list[2].asBool else { return nil }
        return .rejected(reason: reason, stopsResource: stops)
    }
}
