import SkeinCRDT
import SkeinStore
import SkeinWire
import Testing

@testable import SimulationKit

/// Each judge is shown a history that breaks its rule, and has to say so.
@Suite struct ReferenceModelTests {
    private let times: [UInt64] = [1_000_000, 1_000_000, 2_000_000, 3_000_000]

    /// By author `device`, in entry `index`, having seen so many entries.
    private func logged(
        _ device: UInt16, _ counter: UInt64, index: UInt64, seen: UInt64, ms: UInt64 = 1_000_000,
        _ action: Operation.Action, counts: Bool = true
    ) -> LoggedOperation {
        LoggedOperation(
            Operation(
                dot: Dot(device: DeviceNumber(device), counter: counter),
                stamp: HybridTime(milliseconds: ms, counter: 0), seen: seen, startsCommand: true,
                action: action),
            index: index, position: 0, logTimes: times, counts: counts)
    }

    private let item = EntityID([7])
    private let schema = Schema([
        FieldRule("title", .register(.latest)), FieldRule("labels", .set),
    ])

    private func write(_ text: String) -> Operation.Action {
        .write(item, field: "title", .text(text))
    }

    @Test func `a write ends what it saw and nothing else`() {
        let log = [
            logged(0, 1, index: 0, seen: 0, write("a")),
            logged(1, 1, index: 1, seen: 0, write("b")),
            logged(2, 1, index: 2, seen: 1, write("c")),
        ]
        let model = ReferenceModel(log, schema: schema)
        #expect(model.alive(item, "title").map(\.value) == [.text("b"), .text("c")])
        #expect(model.conflicts(item) == ["title"])
    }

    @Test func `an own earlier write is seen although it was logged later than seen`() {
        let log = [
            logged(0, 1, index: 1, seen: 0, write("a")),
            logged(0, 2, index: 2, seen: 0, write("b")),
        ]
        let model = ReferenceModel(log, schema: schema)
        #expect(model.alive(item, "title").map(\.value) == [.text("b")])
    }

    @Test func `a stamp in the far future counts five minutes after its entry's time`() {
        let log = [
            logged(0, 1, index: 0, seen: 0, ms: 1 << 47, write("early, stamped late")),
            logged(1, 1, index: 2, seen: 0, ms: 1_900_000, write("later")),
        ]
        let model = ReferenceModel(log, schema: schema)
        #expect(model.shown(item, "title")?.value == .text("later"))
    }

    @Test func `an addition that no removal saw is shown`() {
        let shop = Value.text("shop")
        let log = [
            logged(0, 1, index: 0, seen: 0, .add(item, field: "labels", shop)),
            logged(1, 1, index: 1, seen: 0, .add(item, field: "labels", shop)),
            logged(2, 1, index: 2, seen: 1, .remove(item, field: "labels", shop)),
        ]
        #expect(ReferenceModel(log, schema: schema).elements(item, "labels") == [shop])
        let seen = log + [logged(2, 2, index: 3, seen: 3, .remove(item, field: "labels", shop))]
        #expect(ReferenceModel(seen, schema: schema).elements(item, "labels").isEmpty)
    }

    @Test func `what an observer writes does not count, but is known`() {
        let log = [logged(0, 1, index: 0, seen: 0, write("a"), counts: false)]
        let model = ReferenceModel(log, schema: schema)
        #expect(model.alive(item, "title").isEmpty)
        #expect(model.entities == [item])
    }
}
