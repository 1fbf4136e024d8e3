import SkeinCRDT
import Testing

@Suite struct OrderKeyTests {
    private static let lead = OrderKey.leadMaxMilliseconds

    private static func stamp(_ milliseconds: UInt64, _ counter: UInt16 = 0) -> HybridTime {
        HybridTime(milliseconds: milliseconds, counter: counter)
    }

    /// C6 of the log's rules: raw stamp, log time, log time of what was seen -> effective stamp.
    @Test(
        arguments: [
            // An honest clock is taken as it is.
            (stamp(1000, 3), 2000, 0, stamp(1000, 3)),
            (stamp(2000 + lead - 1, 9), 2000, 0, stamp(2000 + lead - 1, 9)),
            // From the bound on, the bound itself without a counter.
            (stamp(2000 + lead, 0), 2000, 0, stamp(2000 + lead)),
            (stamp(2000 + lead, 9), 2000, 0, stamp(2000 + lead)),
            (.latest, 2000, 0, stamp(2000 + lead)),
            // Not before what its author had seen.
            (stamp(0, 7), 2000, 1500, stamp(1500)),
            (stamp(1500, 7), 2000, 1500, stamp(1500, 7)),
            // A log time at the end of the range does not trap.
            (.latest, UInt64.max, 0, stamp(HybridTime.millisecondsMax)),
        ] as [(HybridTime, UInt64, UInt64, HybridTime)])
    func effectiveStampsAreHeldBetweenTheLogTimes(
        raw: HybridTime, logTime: UInt64, seenLogTime: UInt64, expected: HybridTime
    ) {
        let effective = OrderKey.effectiveStamp(
            raw: raw, logTime: logTime, seenLogTime: seenLogTime)
        #expect(effective == expected)
    }

    @Test func anOperationThatSawAnotherSortsAfterItEvenWhenBothAreClamped() {
        let seen = OrderKey(
            stamp: OrderKey.effectiveStamp(raw: .latest, logTime: 2000, seenLogTime: 0),
            logIndex: 4, position: 9)
        let later = OrderKey(
            stamp: OrderKey.effectiveStamp(raw: .latest, logTime: 2000, seenLogTime: 2000),
            logIndex: 5, position: 0)
        #expect(seen < later)
    }

    @Test func clocksFedWithEffectiveStampsNeverLeadTheLogByMoreThanTheBound() {
        var random = SplitMix64(seed: 3)
        var clock = HybridClock()
        var logTime: UInt64 = 1_700_000_000_000
        for step in 0..<20_000 {
            logTime += random.below(50)
            let raw = Self.stamp(random.next() >> 16, UInt16(random.below(65_536)))
            clock.observe(
                OrderKey.effectiveStamp(raw: raw, logTime: logTime, seenLogTime: logTime))
            let own = clock.tick(now: WallTime(milliseconds: Int64(logTime)))
            #expect(own.milliseconds <= logTime + Self.lead + 1000, "step \(step)")
        }
    }

    @Test func ordersByStampThenLogIndexThenPosition() {
        let keys = [
            OrderKey(stamp: Self.stamp(1), logIndex: 9, position: 9),
            OrderKey(stamp: Self.stamp(2), logIndex: 1, position: 0),
            OrderKey(stamp: Self.stamp(2), logIndex: 1, position: 1),
            OrderKey(stamp: Self.stamp(2), logIndex: 3, position: 0),
            OrderKey(stamp: Self.stamp(2, 1), logIndex: 0, position: 0),
        ]
        #expect(keys.reversed().sorted() == keys)
    }

    @Test func unsentOperationsStandAfterAllLoggedOnesWhateverTheirStamps() {
        let unsent = (0..<2 as Range<UInt64>).map {
            OrderKey(stamp: Self.stamp($0), logIndex: OrderKey.unsentIndex, position: 0)
        }
        let logged = OrderKey(stamp: .latest, logIndex: 7, position: 0)
        #expect([unsent[1], logged, unsent[0]].sorted() == [logged, unsent[0], unsent[1]])
    }
}
