/// The requests to join that wait at the relay.
///
/// | bytes | field |
/// | --- | --- |
/// | 4 | number of requests |
/// | 4 | length of what follows: 32 + n |
/// | 32 | invite id |
/// | n | request |
package struct JoinList: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        package let invite: [UInt8]
        package let request: [UInt8]
    }

    package let items: [Item]

    package static func decode(_ bytes: [UInt8]) throws(WireError) -> JoinList {
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
