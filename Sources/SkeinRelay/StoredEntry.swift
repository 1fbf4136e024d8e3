/// One entry with its sealed records, as received.
package struct StoredEntry: Hashable, Sendable {
    package var index: UInt64
    /// `LogEntry.encoded`.
    package var entry: [UInt8]
    package var records: [[UInt8]]

    package init(index: UInt64, entry: [UInt8], records: [[UInt8]]) {
        self.index = index
        self.entry = entry
        self.records = records
    }
}

extension StoredEntry {
    /// What this entry adds to an answer: its bytes and the lengths before them.
    package var answerBytes: Int {
        4 + entry.count + 2 + records.reduce(0) { $0 + 4 + $1.count }
    }
}
