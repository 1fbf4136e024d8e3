import SkeinCRDT
import Testing

/// Three stories in which a published library of replicated types goes wrong.
@Suite struct ObservedRemovalStoryTests {
    @Test func afterAFullMergeTheNextLocalOperationIsStampedWithTheOwnDevice() {
        var anna = CellReplica(0)
        var pyotr = CellReplica(1)
        _ = anna.add("vip")
        for _ in 0..<5 { _ = pyotr.add("sale") }

        anna.merge(pyotr)
        let next = anna.add("late")
        #expect(next.dot == Dot(device: DeviceNumber(0), counter: 2))

        pyotr.merge(anna)
        let other = pyotr.add("later")
        #expect(other.dot == Dot(device: DeviceNumber(1), counter: 6))
    }

    @Test func aRemovalMadeAfterSeeingATagRemovesItEverywhereHoweverItTravelled() {
        var anna = CellReplica(0)
        let added = anna.add("vip")
        var pyotr = CellReplica(1)
        pyotr.take(added)
        let removed = pyotr.remove("vip")

        // As an operation, after the addition.
        var first = CellReplica(2)
        first.take(added)
        first.take(removed)
        // As an operation, before the addition.
        var second = CellReplica(3)
        second.take(removed)
        second.take(added)
        // As a whole state, over one that holds the tag, and under it.
        var third = CellReplica(4)
        third.merge(anna)
        third.merge(pyotr)
        var fourth = CellReplica(5)
        fourth.merge(pyotr)
        fourth.merge(anna)
        // Through a replica that had never seen the tag alive.
        var fifth = CellReplica(6)
        fifth.merge(second)
        anna.merge(fifth)

        for replica in [anna, pyotr, first, second, third, fourth, fifth] {
            #expect(replica.values.isEmpty)
        }
    }

    @Test func aConcurrentAdditionSurvivesARemovalThatHadNotSeenIt() {
        var anna = CellReplica(0)
        let first = anna.add("vip")
        var pyotr = CellReplica(1)
        pyotr.take(first)

        let removed = pyotr.remove("vip")
        let again = anna.add("vip")

        for order in [[first, removed, again], [again, removed, first], [removed, again, first]] {
            var reader = CellReplica(2)
            for operation in order { reader.take(operation) }
            #expect(reader.values == ["vip"])
            #expect(reader.cell.alive.map(\.dot) == [again.dot])
        }
        anna.merge(pyotr)
        pyotr.merge(anna)
        #expect(anna.values == ["vip"])
        #expect(anna.cell == pyotr.cell)
    }
}
