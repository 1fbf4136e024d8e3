import SkeinCRDT

/// The smallest thing that can be called a replica: one cell, what is known of each author, and an
/// own device number that nothing merged can change.
struct CellReplica {
    let device: DeviceNumber
    private(set) var vector = VersionVector()
    private(set) var cell = Cell<String>()

    init(_ number: UInt16) { device = DeviceNumber(number) }

    /// Replaces all that is alive, as a register's write does.
    mutating func write(_ value: String) -> CellOperation<String> {
        record(value, replaces: cell.alive.map(\.dot))
    }

    /// Replaces nothing, as a set's addition does.
    mutating func add(_ element: String) -> CellOperation<String> { record(element, replaces: []) }

    /// Ends the seen additions of one element.
    mutating func remove(_ element: String) -> CellOperation<String> {
        record(nil, replaces: cell.alive.filter { $0.value == element }.map(\.dot))
    }

    mutating func take(_ operation: CellOperation<String>) {
        vector.observe(operation.dot)
        cell.apply(operation)
    }

    mutating func merge(_ other: CellReplica) {
        vector.merge(other.vector)
        cell.merge(other.cell)
    }

    var values: [String] { cell.alive.map(\.value) }

    private mutating func record(_ value: String?, replaces: [Dot]) -> CellOperation<String> {
        let operation = CellOperation(
            dot: vector.next(for: device), value: value, replaces: replaces)
        cell.apply(operation)
        return operation
    }
}
