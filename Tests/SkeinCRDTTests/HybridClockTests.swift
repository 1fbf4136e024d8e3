import SkeinCRDT
import Testing

@Suite struct HybridClockTests {
    private static func stamp(_ milliseconds: UInt64, _ counter: UInt16 = 0) -> HybridTime {
        HybridTime(milliseconds: milliseconds, counter: counter)
    }

    @Test func followsTheWallClockWhileThatMovesForward() {
        var clock = HybridClock()
        #expect(clock.tick(now: WallTime(milliseconds: 1000)) == Self.stamp(1000))
        #expect(clock.tick(now: WallTime(milliseconds: 1001)) == Self.stamp(1001))
    }

    @Test func countsOnWhileTheWallClockStandsOrGoesBack() {
        var clock = HybridClock()
        _ = clock.tick(now: WallTime(milliseconds: 1000))
        #expect(clock.tick(now: WallTime(milliseconds: 1000)) == Self.stamp(1000, 1))
        #expect(clock.tick(now: WallTime(milliseconds: 10)) == Self.stamp(1000, 2))
        #expect(clock.tick(now: WallTime(milliseconds: -5)) == Self.stamp(1000, 3))
    }

    @Test func aFullCounterCarriesIntoTheMilliseconds() {
        var clock = HybridClock(last: Self.stamp(1000, .max))
        #expect(clock.tick(now: WallTime(milliseconds: 1000)) == Self.stamp(1001, 0))
    }

    @Test func isNeverBehindAnythingThatItWasShown() {
        var clock = HybridClock()
        clock.observe(Self.stamp(9000, 7))
        clock.observe(Self.stamp(5000))
        #expect(clock.last == Self.stamp(9000, 7))
        #expect(clock.tick(now: WallTime(milliseconds: 1)) == Self.stamp(9000, 8))
    }

    @Test func strictlyIncreasesThroughAnyWallClockAndAnyForeignStamp() {
        var random = SplitMix64(seed: 1)
        var clock = HybridClock()
        for step in 0..<100_000 {
            let before = clock.last
            if random.below(3) == 0 {
                let milliseconds = random.next() >> (16 + random.below(30))
                let foreign = Self.stamp(milliseconds / 2, UInt16(random.below(65_536)))
                clock.observe(foreign)
                #expect(clock.last >= max(before, foreign), "step \(step)")
            } else {
                let wall = WallTime(milliseconds: Int64(bitPattern: random.next()) >> 20)
                let stamp = clock.tick(now: wall)
                #expect(stamp > before, "step \(step)")
                #expect(stamp.milliseconds >= UInt64(clamping: wall.milliseconds), "step \(step)")
            }
        }
    }

    @Test func theLatestStampOfAllDoesNotWrapToAnEarlierOne() {
        var clock = HybridClock(last: .latest)
        #expect(clock.tick(now: WallTime(milliseconds: 1)) == .latest)
        #expect(Self.stamp(.max, .max) == .latest)
    }
}
