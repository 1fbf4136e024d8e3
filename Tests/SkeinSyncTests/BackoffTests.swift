import SkeinCRDT
import Testing

@testable import SkeinSync

@Suite("Pauses between tries")
struct BackoffTests {
    private func pauses(_ seed: UInt64, _ count: Int = 8) -> [Duration] {
        var random = SplitMix64(seed: seed)
        var backoff = Backoff()
        return (0..<count).map { _ in backoff.next(using: &random) }
    }

    @Test func `double up to a minute, with a quarter of each left to chance`() {
        let limits: [Int64] = [1, 2, 4, 8, 16, 32, 60, 60]
        let all = (1...200 as ClosedRange<UInt64>).map { pauses($0) }
        for (place, limit) in limits.enumerated() {
            let drawn = all.map { $0[place] }
            #expect(drawn.allSatisfy { $0 >= .milliseconds(limit * 750) })
            #expect(drawn.allSatisfy { $0 <= .seconds(limit) })
            // Devices that lost one relay together do not come back together.
            #expect(Set(drawn).count > 50)
        }
    }

    @Test func `begin anew after a reset`() {
        var random = SplitMix64(seed: 1)
        var backoff = Backoff()
        for _ in 0..<5 { _ = backoff.next(using: &random) }
        backoff.reset()
        #expect(backoff.next(using: &random) <= .seconds(1))
    }
}
