/// The requests to join that wait at the relay.
///
/// | bytes | field |
/// | --- | --- |
/// | 4 | number of requests |
/// | 4 | length of what follows: 32 + n |
/// | 32 | invite id |
/// | n | request |
package struct JoinList: Hashable, Sendable {
    /// 64 of the longest requests: four times as many as a relay keeps.
    package static let bytesMax = 4 + 64 * (4 + SHA256.length + JoinRequest.bytesMax)

    package struct Item: Hashable, Sendable {
        package let invite: [UInt8]
        package let request: [UInt8]

        package init(invite: [UInt8], request: [UInt8]) {
            self.invite = invite
            self.request = request
        }
    }

    package let items: [Item]

    package init(items: [Item]) { self.items = items }

    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u32(UInt32(items.count))
        for item in items { writer.prefixed(item.invite + item.request) }
        return writer.bytes
    }

    package static func decode(_ bytes: [UInt8]) throws(WireError) -> JoinList {
        guard bytes.count <= bytesMax else {
            throw .tooLong(length: UInt64(bytes.count), max: UInt64(bytesMax))
        }
        var reader = ByteReader(bytes)
        var items: [Item] = []
        for _ in 0..<(try reader.u32()) {
            var item = ByteReader(
                try reader.prefixed(max: SHA256.length + JoinRequest.bytesMax))
            items.append(
                Item(invite: try item.bytes(SHA256.length), request: item.rest()))
        }
        try reader.finish()
        return JoinList(items: items)
    }
}
