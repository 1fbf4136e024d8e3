import SkeinWire

extension [PendingJoin] {
    /// | bytes | field |
    /// | --- | --- |
    /// | 4 | number of requests |
    /// | 4 | length of what follows: 32 + n |
    /// | 32 | invite id |
    /// | n | request |
    package func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.u32(UInt32(count))
        for join in self { writer.prefixed(join.invite + join.request) }
        return writer.bytes
    }
}
