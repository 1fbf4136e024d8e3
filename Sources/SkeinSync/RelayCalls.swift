import SkeinCRDT
package import SkeinTransport
package import SkeinWire

/// The requests that a replica sends to its relay (version 1 of the relay's HTTP interface).
package struct RelayCalls: Sendable {
    /// How long the relay may hold a request for news.
    package static let newsWait: Duration = .seconds(50)
    /// How many entries one answer may bring.
    static let entriesMax = 512

    let address: RelayAddress

    package init(address: RelayAddress) { self.address = address }

    package func entries(from index: UInt64, wait: Duration) -> HTTPCall {
        let query = "from=\(index)&max=\(Self.entriesMax)&wait=\(wait.wholeMilliseconds)"
        return HTTPCall(
            method: "GET", url: address.path("entries?\(query)"), label: "relay: read entries",
            totalTimeout: wait + .seconds(30))
    }

    package func append(_ batch: SealedBatch) -> HTTPCall {
        append(kind: 2, expectedSize: .max, payload: batch.encoded())
    }

    /// Appends a member entry only if the log has `expectedSize` entries.
    package func append(member body: [UInt8], signature: [UInt8], expectedSize: UInt64) -> HTTPCall
    {
        var payload = ByteWriter()
        payload.u32(UInt32(body.count))
        payload.bytes(body)
        payload.bytes(signature)
        return append(kind: 1, expectedSize: expectedSize, payload: payload.bytes)
    }

    package func postJoin(_ request: [UInt8], invite: [UInt8]) -> HTTPCall {
        HTTPCall(
            method: "POST", url: address.path("joins/\(Hex.encode(invite))"), headers: Self.binary,
            body: request, label: "relay: ask to join")
    }

    package func joins() -> HTTPCall {
        HTTPCall(method: "GET", url: address.path("joins"), label: "relay: read requests to join")
    }

    private func append(kind: UInt8, expectedSize: UInt64, payload: [UInt8]) -> HTTPCall {
        var body = ByteWriter()
        body.u8(kind)
        body.u64(expectedSize)
        body.bytes(payload)
        return HTTPCall(
            method: "POST", url: address.path("entries"), headers: Self.binary, body: body.bytes,
            label: "relay: append")
    }

    private static let binary = [HTTPHeader("Content-Type", "application/octet-stream")]

    /// Asks any address whether a relay answers there, and for its keys.
    package static func identity(url: String) -> HTTPCall {
        HTTPCall(method: "GET", url: "\(url)/v1/relay", label: "relay: who is there")
    }
}
