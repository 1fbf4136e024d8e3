import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@Suite("A lease in the log (rule 29)")
struct LeaseReducerTests {
    static let shop = EntityID([8])
    static let alice = DeviceNumber(1)
    static let bob = DeviceNumber(2)

    /// One resource's lease, with the log times (ms) of everybody's last valid batch.
    private struct Leases {
        var lease: LeaseRecord?
        var index: UInt64 = 0
        var time: UInt64 = 1_000_000
        var removed: Set<DeviceNumber> = []
        var roles: [DeviceNumber: Role] = [:]
        var lastBatch: [DeviceNumber: UInt64] = [:]

        mutating func log(
            _ verb: String, by device: DeviceNumber, _ arguments: [Value] = []
        ) -> ActRefusal? {
            index += 1
            let context = LeaseContext(
                index: index, logTime: time, author: device, role: roles[device] ?? .operator,
                policy: .standard,
                mayHold: { [removed, roles] in
                    !removed.contains($0) && roles[$0] ?? .operator >= LeaseVerb.lease.role
                },
                lastBatchTime: { [lastBatch] in lastBatch[$0] })
            let outcome = LeaseReducer.apply(
                verb: verb, subject: LeaseReducerTests.shop, arguments: arguments, to: lease,
                context: context)
            lastBatch[device] = time
            switch outcome {
            case .changed(let changed): lease = changed
            case .void(let refusal): return refusal
            }
            return nil
        }
    }

    @Test("is the first one's, until it is given back")
    func firstTakes() {
        var leases = Leases()
        #expect(leases.log("lease", by: Self.alice) == nil)
        #expect(leases.log("lease", by: Self.bob) == .leaseTaken)
        #expect(leases.log("unlease", by: Self.bob) == .notTheHolder)
        #expect(leases.lease?.holder == Self.alice)
        #expect(leases.log("unlease", by: Self.alice) == nil)
        #expect(leases.log("unlease", by: Self.alice) == .notTheHolder)
        #expect(leases.log("lease", by: Self.bob) == nil)
        #expect(leases.lease?.holder == Self.bob)
    }

    @Test("goes 12 min after the holder's last valid batch, which any batch renews")
    func silence() {
        var leases = Leases()
        #expect(leases.log("lease", by: Self.alice) == nil)
        leases.time += 600_000
        leases.lastBatch[Self.alice] = leases.time
        leases.time += 719_999
        #expect(leases.log("lease", by: Self.bob) == .leaseTaken)
        leases.time += 1
        #expect(leases.log("lease", by: Self.bob) == nil)
        #expect(leases.log("lease", by: Self.alice) == .leaseTaken)
    }

    @Test("of a removed device is free")
    func removal() {
        var leases = Leases()
        #expect(leases.log("lease", by: Self.alice) == nil)
        leases.removed = [Self.alice]
        #expect(leases.log("lease", by: Self.bob) == nil)
    }

    @Test("of a device that may not take it any more is free, whatever that device still records")
    func demotion() {
        var leases = Leases()
        #expect(leases.log("lease", by: Self.alice) == nil)
        leases.roles[Self.alice] = .observer
        #expect(leases.log("lease", by: Self.alice) == .roleTooLow)
        #expect(leases.log("lease", by: Self.bob) == nil)
        #expect(leases.lease?.holder == Self.bob)
    }

    @Test("is renewed by its holder without beginning anew")
    func renewal() {
        var leases = Leases()
        #expect(leases.log("lease", by: Self.alice) == nil)
        let first = leases.lease
        leases.time += 300_000
        #expect(leases.log("lease", by: Self.alice) == nil)
        #expect(leases.lease == first)
    }

    @Test("takes an operator; an owner may declare it over")
    func roles() {
        var leases = Leases()
        leases.roles[Self.bob] = .observer
        #expect(leases.log("lease", by: Self.bob) == .roleTooLow)
        #expect(leases.log("lease", by: Self.alice) == nil)
        #expect(leases.log("expire-lease", by: Self.alice) == .roleTooLow)
        leases.roles[Self.bob] = .owner
        #expect(leases.log("expire-lease", by: Self.bob) == nil)
        #expect(leases.log("expire-lease", by: Self.bob) == .wrongState)
        #expect(leases.lease?.holder == nil)
    }

    @Test("takes no arguments and no other verb")
    func form() {
        var leases = Leases()
        #expect(leases.log("lease", by: Self.alice, [.null]) == .malformed)
        #expect(leases.log("rent", by: Self.alice) == .malformed)
    }

    @Test("is read back as it was stored")
    func encoding() throws {
        var leases = Leases()
        #expect(leases.log("lease", by: Self.alice) == nil)
        let held = try #require(leases.lease)
        #expect(try LeaseRecord.decode(held.encoded()) == held)
        #expect(leases.log("unlease", by: Self.alice) == nil)
        let free = try #require(leases.lease)
        #expect(try LeaseRecord.decode(free.encoded()) == free)
        #expect(throws: ActDecodingError.self) { try LeaseRecord.decode([0xff]) }
    }
}
