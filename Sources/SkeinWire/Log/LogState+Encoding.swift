extension LogState {
    /// A log of many devices is larger than what is accepted from strangers; this is read from the
    /// own database only.
    private static let limits = CBORLimits(bytesMax: 1 << 26, depthMax: 16, itemsMax: 1 << 22)

    /// Canonical CBOR: authors by ascending id.
    package func encoded() -> [UInt8] {
        let heads = headByAuthor.sorted { $0.key < $1.key }
        return CBOR.record([
            "membership": membership.cbor, "time": .unsigned(lastTime),
            "frontier": .bytes(frontier.encoded()),
            "heads": .array(heads.map { .array([.bytes($0.key.bytes), $0.value.cbor]) }),
        ]).encoded()
    }

    package static func decode(_ bytes: [UInt8]) throws(FormatError) -> LogState {
        let fields = try CBORFields(
            try CBOR.strict(bytes, limits: limits), ["membership", "time", "frontier", "heads"])
        let membership = try Membership(cbor: try fields.value("membership"))
        var state = LogState(workspace: membership.workspace)
        state.membership = membership
        state.lastTime = try fields.unsigned("time", max: Policy.numberMax)
        let frontier = try fields.bytes("frontier", max: 8 + 64 * SHA256.length)
        do { state.frontier = try .decode(frontier) } catch { throw .bytes(error) }
        var last: DeviceID?
        for item in try fields.array("heads") {
            guard case .array(let pair) = item, pair.count == 2, case .bytes(let id) = pair[0],
                let author = DeviceID(validating: id), last.map({ $0 < author }) ?? true
            else { throw .wrong("heads") }
            state.headByAuthor[author] = try AuthorHead(cbor: pair[1])
            last = author
        }
        return state
    }
}
