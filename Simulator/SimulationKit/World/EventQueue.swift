import SkeinCRDT

/// What is still to happen, by time; of one time in the order of asking.
struct EventQueue {
    struct Event {
        let time: MonotonicTime
        let number: UInt64
        let run: () -> Void
    }

    /// A binary heap: the earliest event first.
    private var heap: [Event] = []
    private var nextNumber: UInt64 = 0

    var isEmpty: Bool { heap.isEmpty }
    var nextTime: MonotonicTime? { heap.first?.time }

    mutating func add(at time: MonotonicTime, _ run: @escaping () -> Void) {
        heap.append(Event(time: time, number: nextNumber, run: run))
        nextNumber += 1
        var child = heap.count - 1
        while child > 0, isEarlier(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() -> Event? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && isEarlier(child, least) { least = child }
            guard least != parent else { return first }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private func isEarlier(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
    }
}
