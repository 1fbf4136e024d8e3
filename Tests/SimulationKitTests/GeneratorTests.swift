import SimulationKit
import SkeinCRDT
import Testing

struct GeneratorTests {
    @Test func `a component draws the same numbers whoever else draws`() {
        var alone = Generators(seed: 7).generator("network")
        let world = Generators(seed: 7)
        var disk = world.generator("disk")
        var network = world.generator("network")
        _ = disk.next()
        #expect(alone.next() == network.next())
        #expect(disk.next() != network.next())
    }

    @Test func `another seed draws other numbers`() {
        var first = Generators(seed: 1).generator("network")
        var second = Generators(seed: 2).generator("network")
        #expect(first.next() != second.next())
    }

    @Test func `numbers of a range reach both its bounds`() {
        var random = SplitMix64(seed: 3)
        let drawn = Set((0..<200).map { _ in random.number(-1...2) })
        #expect(drawn == [-1, 0, 1, 2])
    }
}
