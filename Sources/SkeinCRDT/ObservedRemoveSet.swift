/// A cell seen as a set: adding puts a dot under the element, removing ends the dots of that
/// element that were seen.
///
/// An addition that a remover had not seen survives the removal.
public struct ObservedRemoveSet<Element: Hashable & Sendable>: Hashable, Sendable {
    public private(set) var cell: Cell<Element>

    public init() { cell = Cell() }

    /// Without an order of their own; sort before anything depends on it.
    public var elements: Set<Element> { Set(cell.alive.map(\.value)) }

    public func contains(_ element: Element) -> Bool {
        cell.alive.contains { $0.value == element }
    }

    /// Adds here, present or not, and gives back what other replicas have to apply.
    public mutating func add(_ element: Element, dot: Dot) -> CellOperation<Element> {
        let operation = CellOperation(dot: dot, value: element, replaces: [])
        cell.apply(operation)
        return operation
    }

    /// Removes here, present or not, and gives back what other replicas have to apply.
    public mutating func remove(_ element: Element, dot: Dot) -> CellOperation<Element> {
        let seen = cell.alive.filter { $0.value == element }.map(\.dot)
        let operation = CellOperation<Element>(dot: dot, value: nil, replaces: seen)
        cell.apply(operation)
        return operation
    }

    public mutating func apply(_ operation: CellOperation<Element>) { cell.apply(operation) }

    public mutating func merge(_ other: ObservedRemoveSet) { cell.merge(other.cell) }
}
