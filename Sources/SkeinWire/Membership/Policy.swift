import SkeinCRDT

/// The workspace's numbers, fixed in its genesis entry: all times are milliseconds of log time.
public struct Policy: Hashable, Sendable {
    /// How long a new act waits before it may be claimed, so that it can be taken back.
    public var holdMilliseconds: UInt64 = 10_000
    /// After this a claim may be taken over by another device.
    public var claimMilliseconds: UInt64 = 60_000
    /// How long after posting its intent a device may begin to send.
    public var sendWindowMilliseconds: UInt64 = 20_000
    /// The deadline of one request to a source.
    public var requestDeadlineMilliseconds: UInt64 = 30_000
    /// From an intent to the earliest conclusion of a reconcile.
    public var reconcileAfterMilliseconds: UInt64 = 215_000
    /// Between the two readings of the history that a reconcile makes.
    public var rereadMilliseconds: UInt64 = 30_000
    /// How many ambiguous attempts an act may have.
    public var attemptsMax: UInt64 = 3
    /// A source's lease ends this long after its holder's last valid batch.
    public var leaseTermMilliseconds: UInt64 = 720_000
    /// An idle holder of a lease renews it this often.
    public var leaseRenewMilliseconds: UInt64 = 300_000
    /// After this an act that could not be sent is given back to a person.
    public var deliveryExpiryMilliseconds: UInt64 = 86_400_000
    /// The newest version of batches that the workspace starts with.
    public var format: UInt64 = 1

    public static let standard = Policy()

    public init() {}
}

extension Policy {
    private static let fields: [(name: String, path: WritableKeyPath<Policy, UInt64> & Sendable)] =
        [
            ("hold", \.holdMilliseconds), ("claim", \.claimMilliseconds),
            ("window", \.sendWindowMilliseconds), ("deadline", \.requestDeadlineMilliseconds),
            ("reconcile", \.reconcileAfterMilliseconds), ("reread", \.rereadMilliseconds),
            ("attempts", \.attemptsMax), ("lease", \.leaseTermMilliseconds),
            ("renew", \.leaseRenewMilliseconds), ("expiry", \.deliveryExpiryMilliseconds),
            ("format", \.format),
        ]
    /// No number may be larger, so that sums of times cannot overflow: 2^48 ms are 8,900 years.
    static let numberMax = HybridTime.millisecondsMax

    var cbor: CBOR {
        .map(
            Self.fields.map {
                CBORPair(key: .text($0.name), value: .unsigned(self[keyPath: $0.path]))
            })
    }

    init(cbor: CBOR) throws(FormatError) {
        let fields = try CBORFields(cbor, Self.fields.map(\.name))
        for field in Self.fields {
            self[keyPath: field.path] = try fields.unsigned(field.name, max: Self.numberMax)
        }
    }
}
