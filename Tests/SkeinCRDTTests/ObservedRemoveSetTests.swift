import SkeinCRDT
import Testing

@Suite struct ObservedRemoveSetTests {
    private var vector = VersionVector()
    private let anna = DeviceNumber(0)
    private let pyotr = DeviceNumber(1)

    @Test mutating func removingAnElementLeavesTheOthers() {
        var tags = ObservedRemoveSet<String>()
        for tag in ["vip", "sale", "vip"] { _ = tags.add(tag, dot: vector.next(for: anna)) }
        let removal = tags.remove("vip", dot: vector.next(for: anna))
        #expect(tags.elements == ["sale"])
        #expect(removal.replaces.map(\.counter) == [1, 3])
        #expect(!tags.contains("vip"))
    }

    @Test mutating func aRemovalOfWhatWasNeverSeenRemovesNothingElsewhere() {
        var left = ObservedRemoveSet<String>()
        var right = ObservedRemoveSet<String>()
        _ = left.add("vip", dot: vector.next(for: anna))
        let removal = right.remove("vip", dot: vector.next(for: pyotr))
        left.apply(removal)
        #expect(left.contains("vip"))
        right.merge(left)
        #expect(right.contains("vip"))
    }
}
