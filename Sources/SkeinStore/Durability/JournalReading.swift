package import SkeinWire

/// What a journal holds, up to its first damaged record.
package struct JournalReading: Hashable, Sendable {
    /// Whose journal it is; nil where it is empty or its first record is damaged.
    package private(set) var owner: DeviceID?
    private(set) var operationByCounter: [UInt64: JournalOperation] = [:]
    /// The highest counter that any record names; 0 where there is none.
    package private(set) var counterMax: UInt64 = 0
    /// The number of the last transaction that the database is known to have committed.
    package private(set) var commits: UInt64 = 0
    /// How many records of operations and of transactions the file holds, those of operations
    /// withdrawn later included.
    private(set) var recordCount = 0
    /// Bytes from the first damaged record to the end: a tail torn by a power cut, or worse.
    package private(set) var damagedBytes = 0

    init() {}

    init(_ bytes: [UInt8]) {
        var offset = 0
        while offset < bytes.count, let (record, end) = JournalRecord.decode(bytes, at: offset) {
            switch record {
            case .owner(let device):
                guard offset == 0 else { break }
                owner = device
            case .operation(let item): take(item)
            case .withdrawn(let counters):
                for counter in counters { operationByCounter[counter] = nil }
                counterMax = max(counterMax, counters.max() ?? 0)
            case .committed(let number):
                commits = max(commits, number)
                recordCount += 1
            }
            // Without its first record nobody knows whose they are.
            guard owner != nil else { break }
            offset = end
        }
        damagedBytes = bytes.count - offset
    }

    private mutating func take(_ item: JournalOperation) {
        operationByCounter[item.counter] = item
        counterMax = max(counterMax, item.counter)
        recordCount += 1
    }

    /// The operations, oldest first.
    var operations: [JournalOperation] {
        operationByCounter.values.sorted { $0.counter < $1.counter }
    }

    /// The counters of its operations, ascending.
    package var counters: [UInt64] { operationByCounter.keys.sorted() }
}
