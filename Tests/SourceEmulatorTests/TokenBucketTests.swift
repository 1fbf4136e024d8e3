import SkeinCRDT
import Testing

@testable import SourceEmulator

@Suite struct TokenBucketTests {
    @Test func aClockSetBackDoesNotLockTheBucketForLonger() {
        var bucket = TokenBucket(burst: 2, interval: .seconds(1))
        let now = WallTime(milliseconds: 1_000_000_000)
        #expect(bucket.take(now: now) == .allowed(remaining: 1))
        #expect(bucket.take(now: now) == .allowed(remaining: 0))
        let earlier = now + .seconds(-3600)
        #expect(bucket.take(now: earlier) == .limited(retry: 1, reset: 2))
    }

    @Test func theBucketFillsUpToItsBurstAndNoFurther() {
        var bucket = TokenBucket(burst: 2, interval: .seconds(1))
        let now = WallTime(milliseconds: 0)
        for second in [0, 100, 200] {
            #expect(bucket.take(now: now + .seconds(second)) == .allowed(remaining: 1))
        }
    }
}
