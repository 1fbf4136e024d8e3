/// A cell seen as a register: a write replaces every value that it saw.
///
/// Writes that did not see each other all stay. Which of them is shown is the field's rule and not
/// decided here.
public struct Register<Value: Hashable & Sendable>: Hashable, Sendable {
    public private(set) var cell: Cell<Value>

    public init() { cell = Cell() }

    /// What is alive, in the order of the dots; empty if never written.
    public var values: [Cell<Value>.Alive] { cell.alive }

    /// True if several *different* values are alive; equal ones are no conflict.
    public var isConflict: Bool { Set(cell.alive.map(\.value)).count > 1 }

    /// Writes here and gives back what other replicas have to apply.
    public mutating func write(_ value: Value, dot: Dot) -> CellOperation<Value> {
        let operation = CellOperation(dot: dot, value: value, replaces: cell.alive.map(\.dot))
        cell.apply(operation)
        return operation
    }

    public mutating func apply(_ operation: CellOperation<Value>) { cell.apply(operation) }

    public mutating func merge(_ other: Register) { cell.merge(other.cell) }
}
