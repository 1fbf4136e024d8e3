/// What a replica showed after an event, as far as it differs from what it showed before.
package struct Observation: Hashable, Sendable {
    /// The place in the trace of the event after which it was looked at.
    package let event: Int
    package let device: String
    /// Places of lines that went, in the list before.
    package var removed: [Int] = []
    /// Lines that came, with their places in the list after.
    package var inserted: [Insertion] = []
    /// Every value in conflict; nil where that is as before.
    package var conflicts: [ConflictReading]?
    /// Why the replica could not be read.
    package var problem: String?
    /// Faults that its disk has had since the last look.
    package var faults: [DiskFault] = []

    package struct Insertion: Hashable, Sendable {
        package let place: Int
        package let line: String
    }

    var isNothing: Bool {
        removed.isEmpty && inserted.isEmpty && conflicts == nil && problem == nil && faults.isEmpty
    }

    init(event: Int, device: String) {
        self.event = event
        self.device = device
    }

    /// The difference between two lists of lines; places count as in `CollectionDifference`.
    mutating func compare(_ before: [String], _ after: [String]) {
        for change in after.difference(from: before) {
            switch change {
            case .remove(let place, _, _): removed.append(place)
            case .insert(let place, let line, _):
                inserted.append(Insertion(place: place, line: line))
            }
        }
        removed.sort(by: >)
        inserted.sort { $0.place < $1.place }
    }
}

/// Values of one field that contradict each other, which of them is shown, and why.
package struct ConflictReading: Hashable, Sendable, Codable {
    package struct Contender: Hashable, Sendable, Codable {
        package let text: String
        /// Who wrote it.
        package let device: String
        /// The effective stamp of the order key, in milliseconds since the run began.
        package let time: Int64
        package let counter: UInt16
        /// The entry in the log; nil while it is unsent.
        package let entry: UInt64?
        /// The place in its batch.
        package let position: UInt32
        /// The size of the log that its author had ingested.
        package let seen: UInt64
        package let isShown: Bool
    }

    package let entity: String
    package let field: String
    package let rule: String
    package let why: String
    package let contenders: [Contender]
}
