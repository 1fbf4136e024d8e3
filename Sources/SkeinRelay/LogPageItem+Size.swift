package import SkeinWire

extension LogPage.Item {
    /// What this entry adds to an answer, and what it counts against a workspace's quota: its bytes
    /// and the lengths before them.
    package var answerBytes: Int {
        4 + entry.encoded().count + 2 + records.reduce(0) { $0 + 4 + $1.count }
    }
}
