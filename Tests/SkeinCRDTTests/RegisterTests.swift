import SkeinCRDT
import Testing

@Suite struct RegisterTests {
    private var vector = VersionVector()
    private let anna = DeviceNumber(0)
    private let pyotr = DeviceNumber(1)

    @Test mutating func aWriteReplacesEverythingThatItSaw() {
        var register = Register<String>()
        _ = register.write("new", dot: vector.next(for: anna))
        let second = register.write("work", dot: vector.next(for: anna))
        #expect(register.values.map(\.value) == ["work"])
        #expect(second.replaces == [Dot(device: anna, counter: 1)])
    }

    @Test mutating func writesThatDidNotSeeEachOtherBothStayUntilSomebodySettlesThem() {
        var left = Register<String>()
        var right = Register<String>()
        _ = left.write("closed", dot: vector.next(for: anna))
        _ = right.write("question", dot: vector.next(for: pyotr))
        left.merge(right)
        #expect(left.values.map(\.value) == ["closed", "question"])
        #expect(left.isConflict)

        let settled = left.write("work", dot: vector.next(for: anna))
        right.apply(settled)
        #expect(left.values == right.values)
        #expect(!right.isConflict)
    }

    @Test mutating func theSameValueWrittenTwiceApartIsNoConflict() {
        var left = Register<String>()
        var right = Register<String>()
        _ = left.write("closed", dot: vector.next(for: anna))
        _ = right.write("closed", dot: vector.next(for: pyotr))
        left.merge(right)
        #expect(left.values.count == 2)
        #expect(!left.isConflict)
    }
}
