import SkeinCRDT
import Testing

@Suite struct DotSetTests {
    private let anna = DeviceNumber(0)

    @Test func consecutiveCountersBecomeOneRunInWhateverOrderTheyCome() {
        forEachOrder(of: [1, 2, 3, 4, 5, 6] as [UInt64]) { order in
            let set = DotSet(order.map { Dot(device: anna, counter: $0) })
            #expect(set.runs(of: anna) == [1...6])
        }
    }

    @Test func gapsStayGapsUntilTheyAreFilled() {
        var set = DotSet([1, 2, 4, 9].map { Dot(device: anna, counter: $0) })
        #expect(set.runs(of: anna) == [1...2, 4...4, 9...9])
        #expect(!set.contains(Dot(device: anna, counter: 3)))
        set.insert(3...8, of: anna)
        #expect(set.runs(of: anna) == [1...9])
    }

    @Test func theEndsOfTheNumberRangeDoNotTrap() {
        var set = DotSet()
        let counters: [UInt64] = [UInt64.max, 0, UInt64.max - 1, 1]
        for counter in counters {
            set.insert(Dot(device: anna, counter: counter))
        }
        #expect(set.runs(of: anna) == [0...1, (UInt64.max - 1)...UInt64.max])
        set.insert(0...UInt64.max, of: anna)
        #expect(set.runs(of: anna) == [0...UInt64.max])
    }

    @Test func agreesWithAPlainSetOfDotsOnAnyInsertionsAndMerges() {
        for seed in 0..<300 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            var (left, leftModel) = Self.drawn(&random)
            let (right, rightModel) = Self.drawn(&random)
            Self.expectEqual(left, leftModel, seed: seed)
            left.merge(right)
            leftModel.formUnion(rightModel)
            Self.expectEqual(left, leftModel, seed: seed)
            // Equal sets are equal values, however they came about.
            #expect(left == DotSet(leftModel.shuffled(using: &random)), "seed \(seed)")
        }
    }

    @Test func manyDotsInOneRunCostOneRun() {
        let set = DotSet((1...10_000).map { Dot(device: anna, counter: $0) })
        #expect(set.runCount == 1)
        #expect(set.devices == [anna])
        #expect(!set.isEmpty)
    }

    private static func drawn(_ random: inout SplitMix64) -> (DotSet, Set<Dot>) {
        var set = DotSet()
        var model = Set<Dot>()
        for _ in 0..<random.below(30) {
            let dot = Dot(
                device: DeviceNumber(UInt16(random.below(3))), counter: random.below(20))
            set.insert(dot)
            model.insert(dot)
        }
        return (set, model)
    }

    private static func expectEqual(_ set: DotSet, _ model: Set<Dot>, seed: UInt64) {
        for device in 0..<3 as Range<UInt16> {
            for counter in 0..<21 as Range<UInt64> {
                let dot = Dot(device: DeviceNumber(device), counter: counter)
                #expect(set.contains(dot) == model.contains(dot), "\(dot), seed \(seed)")
            }
        }
    }
}
