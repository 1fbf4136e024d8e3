/// What a batch may hold at most; more is refused by whoever sees it first.
package enum BatchLimits {
    /// Keeps one ingest step short.
    package static let operationsMax = 4_096
    /// One structure record and up to 511 contents.
    package static let recordCounts = 1...512
    /// One sealed record: what a relay keeps and serves in one piece.
    package static let recordBytesMax = 65_536
    /// All sealed records: what a device must be able to hold while it checks them.
    package static let recordBytesTotalMax = 262_144
    /// A structure record's columns, decompressed: bounds what 64 KiB of zstd can unfold to.
    package static let columnsBytesMax = 1 << 20
    /// Names of fields and verbs, in bytes.
    package static let nameLengths = 1...255

    /// Whether a field or verb may be called so: printable ASCII without blanks. Texts that only
    /// look equal would be one name to Swift, and two to who compares bytes.
    package static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        nameLengths.contains(bytes.count) && bytes.allSatisfy { (0x21...0x7E).contains($0) }
    }
    /// A record's plaintext, before padding.
    package static let plainBytesMax = RecordSeal.plainBytesMax
    /// The text of one content record.
    package static let textBytesMax = plainBytesMax - 16
}
