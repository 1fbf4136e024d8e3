/// A set of dots, kept as runs of consecutive counters: the compact form of "these are known".
///
/// Runs are disjoint, never adjacent and in order, so that equal sets have equal runs.
/// Looking up takes O(log runs), inserting O(runs) of that device at worst.
public struct DotSet: Hashable, Sendable {
    private var runsByDevice: [DeviceNumber: [ClosedRange<UInt64>]]

    public init() { runsByDevice = [:] }

    public init(_ dots: some Sequence<Dot>) {
        self.init()
        for dot in dots { insert(dot) }
    }

    public var isEmpty: Bool { runsByDevice.isEmpty }

    /// How many runs are kept in all: the size in memory, whatever the number of dots.
    public var runCount: Int { runsByDevice.values.reduce(0) { $0 + $1.count } }

    /// The devices that have dots here, in order.
    public var devices: [DeviceNumber] { runsByDevice.keys.sorted() }

    /// The runs of one device, in order.
    public func runs(of device: DeviceNumber) -> [ClosedRange<UInt64>] {
        runsByDevice[device] ?? []
    }

    public func contains(_ dot: Dot) -> Bool {
        let runs = runs(of: dot.device)
        let index = Self.firstRun(endingAtOrAfter: dot.counter, in: runs)
        return index < runs.count && runs[index].contains(dot.counter)
    }

    public mutating func insert(_ dot: Dot) {
        insert(dot.counter...dot.counter, of: dot.device)
    }

    /// Adds all counters of a run at once.
    public mutating func insert(_ run: ClosedRange<UInt64>, of device: DeviceNumber) {
        var runs = runsByDevice[device, default: []]
        Self.insert(run, into: &runs)
        runsByDevice[device] = runs
    }

    /// The union: commutative, associative, idempotent.
    public mutating func merge(_ other: DotSet) {
        for device in other.devices {
            for run in other.runs(of: device) { insert(run, of: device) }
        }
    }

    /// Joins the run with every run that it overlaps or touches.
    private static func insert(
        _ run: ClosedRange<UInt64>, into runs: inout [ClosedRange<UInt64>]
    ) {
        // One below: a run that ends right before this one is joined as well.
        let below = run.lowerBound == 0 ? 0 : run.lowerBound - 1
        let first = firstRun(endingAtOrAfter: below, in: runs)
        var joined = run
        var end = first
        while end < runs.count, touches(runs[end], from: joined) {
            joined =
                min(
                    joined.lowerBound, runs[end].lowerBound)...max(
                    joined.upperBound, runs[end].upperBound)
            end += 1
        }
        runs.replaceSubrange(first..<end, with: [joined])
    }

    private static func touches(_ next: ClosedRange<UInt64>, from run: ClosedRange<UInt64>) -> Bool
    {
        run.upperBound == .max || next.lowerBound <= run.upperBound + 1
    }

    /// By halving, as runs are in order; `runs.count` if there is none.
    private static func firstRun(
        endingAtOrAfter counter: UInt64, in runs: [ClosedRange<UInt64>]
    ) -> Int {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].upperBound < counter { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
