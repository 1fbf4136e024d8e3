package import SkeinCRDT

/// One seed, and from it one generator for each component of the world, so that what one component
/// draws never shifts what another one sees.
package struct Generators: Hashable, Sendable {
    package let seed: UInt64

    package init(seed: UInt64) { self.seed = seed }

    /// The generator of the component of that name; the same for the same seed and name.
    package func generator(_ component: String) -> SplitMix64 {
        var mix = SplitMix64(seed: seed ^ Self.fnv1a(component))
        return SplitMix64(seed: mix.next())
    }

    /// Source: Fowler, Noll, Vo; RFC 9923, 64 bits.
    private static func fnv1a(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}

extension SplitMix64 {
    /// True in `percent` of 100 draws.
    package mutating func chance(_ percent: Int) -> Bool { Int(below(100)) < percent }

    /// A number in the range, its bounds included.
    package mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(below(UInt64(range.upperBound - range.lowerBound) + 1))
    }

    /// - Precondition: `choices` is not empty.
    package mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int(below(UInt64(choices.count)))]
    }
}
