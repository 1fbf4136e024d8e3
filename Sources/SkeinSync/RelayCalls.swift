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
        append(AppendRequest(expectedSize: nil, payload: .batch(batch)))
    }

    /// Appends a member entry; with an `expectedSize`, only if the log has that many entries.
    package func append(
        member body: [UInt8], signature: [UInt8], expectedSize: UInt64?
    ) -> HTTPCall {
        append(
            AppendRequest(
                expectedSize: expectedSize, payload: .member(body, signature: signature)))
    }

    package func postJoin(_ request: [UInt8], invite: [UInt8]) -> HTTPCall {
        HTTPCall(
            method: "POST", url: address.path("joins/\(Hex.encode(invite))"), headers: Self.binary,
            body: request, label: "relay: ask to join")
    }

    package func joins() -> HTTPCall {
        HTTPCall(method: "GET", url: address.path("joins"), label: "relay: read requests to join")
    }

    private func append(_ request: AppendRequest) -> HTTPCall {
        HTTPCall(
            method: "POST", url: address.path("entries"), headers: Self.binary,
            body: request.encoded(), label: "relay: append")
    }

    private static let binary = [HTTPHeader("Content-Type", "application/octet-stream")]

    /// Asks any address whether a relay answers there, and for its keys.
    package static func identity(url: String) -> HTTPCall {
        HTTPCall(method: "GET", url: "\(url)/v1/relay", label: "relay: who is there")
    }
}
