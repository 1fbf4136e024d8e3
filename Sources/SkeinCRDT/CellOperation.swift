/// One change of a cell, as it travels.
public struct CellOperation<Value: Hashable & Sendable>: Hashable, Sendable {
    public let dot: Dot
    /// Nil if the operation only removes.
    public let value: Value?
    /// What its author saw alive and ends with it, in order.
    public let replaces: [Dot]

    public init(dot: Dot, value: Value?, replaces: [Dot]) {
        self.dot = dot
        self.value = value
        self.replaces = replaces.sorted()
    }
}
