import SkeinCRDT
import Testing

@Suite struct VersionVectorTests {
    private let anna = DeviceNumber(0)
    private let pyotr = DeviceNumber(1)

    @Test func knowingACounterMeansKnowingAllLowerOnes() {
        let vector = VersionVector([Dot(device: anna, counter: 5), Dot(device: anna, counter: 3)])
        #expect(vector.contains(Dot(device: anna, counter: 1)))
        #expect(vector.contains(Dot(device: anna, counter: 5)))
        #expect(!vector.contains(Dot(device: anna, counter: 6)))
        #expect(!vector.contains(Dot(device: pyotr, counter: 1)))
    }

    @Test func namesOfNewOperationsFollowTheHighestKnownOne() {
        var vector = VersionVector([Dot(device: anna, counter: 41)])
        #expect(vector.next(for: anna) == Dot(device: anna, counter: 42))
        #expect(vector.next(for: pyotr) == Dot(device: pyotr, counter: 1))
        #expect(vector.dots.map(\.counter) == [42, 1])
    }

    @Test func mergingKeepsTheHigherCounterOfEachDeviceInAnyOrder() {
        for seed in 0..<500 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let vectors = (0..<3).map { _ in Self.drawn(&random) }
            var forwards = vectors[0]
            forwards.merge(vectors[1])
            forwards.merge(vectors[2])
            var backwards = vectors[2]
            backwards.merge(vectors[1])
            backwards.merge(vectors[0])
            #expect(forwards == backwards, "seed \(seed)")
            #expect(vectors.allSatisfy(forwards.covers), "seed \(seed)")
            var again = forwards
            again.merge(vectors[1])
            #expect(again == forwards, "seed \(seed)")
        }
    }

    @Test func aDeviceAtZeroIsTheSameAsADeviceNotListed() {
        var vector = VersionVector([Dot(device: anna, counter: 1)])
        vector[anna] = 0
        #expect(vector == VersionVector())
        #expect(vector.covers(VersionVector()))
    }

    private static func drawn(_ random: inout SplitMix64) -> VersionVector {
        VersionVector(
            (0..<4).map { Dot(device: DeviceNumber($0), counter: random.below(6)) })
    }
}
