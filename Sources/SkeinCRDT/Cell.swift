/// The observed-remove dot store: the one primitive that registers, sets and facts are views of.
///
/// Holds the values that are alive, each under the dot of the operation that wrote it, and the dots
/// of which it knows (written or replaced). A dot that is known but not alive was replaced, so a
/// value arriving under it late is not added. Delivering operations in any order, any number of
/// times, mixed with merges of whole cells, leads to the same cell.
///
/// Source: the dot stores of Almeida, Shoker, Baquero, "Delta State Replicated Data Types" (2018).
/// Differs in one point: an operation lists the dots that it replaces instead of a causal context,
/// so its size follows the number of values that were alive, not the age of the cell.
public struct Cell<Value: Hashable & Sendable>: Hashable, Sendable {
    /// A value with the dot of the operation that wrote it.
    public struct Alive: Hashable, Sendable {
        public let dot: Dot
        public let value: Value
    }

    /// What is alive, in the order of the dots. Several entries were written without sight of each
    /// other.
    public private(set) var alive: [Alive]
    /// Every dot that was written here or that a known operation replaces.
    public private(set) var known: DotSet

    public init() {
        alive = []
        known = DotSet()
    }

    /// Applies one operation; once it is known, again is without effect.
    ///
    /// - Parameters:
    ///   - dot: the operation's own name.
    ///   - value: what it writes; nil if it only removes.
    ///   - replacing: the dots that its author saw and that end with it.
    /// - Precondition: one dot always comes with one value (kept by the authors' hash chains).
    public mutating func apply(_ dot: Dot, _ value: Value?, replacing: [Dot]) {
        for replaced in replacing {
            known.insert(replaced)
            remove(replaced)
        }
        guard !known.contains(dot) else { return }
        known.insert(dot)
        if let value { insert(Alive(dot: dot, value: value)) }
    }

    public mutating func apply(_ operation: CellOperation<Value>) {
        apply(operation.dot, operation.value, replacing: operation.replaces)
    }

    /// Takes over all that another copy of this cell knows: commutative, associative, idempotent.
    public mutating func merge(_ other: Cell) {
        let kept = alive.filter { other.isAlive($0.dot) || !other.known.contains($0.dot) }
        let added = other.alive.filter { !known.contains($0.dot) }
        alive = (kept + added).sorted { $0.dot < $1.dot }
        known.merge(other.known)
    }

    public func isAlive(_ dot: Dot) -> Bool {
        let index = place(of: dot)
        return index < alive.count && alive[index].dot == dot
    }

    private mutating func insert(_ entry: Alive) { alive.insert(entry, at: place(of: entry.dot)) }

    private mutating func remove(_ dot: Dot) {
        if isAlive(dot) { alive.remove(at: place(of: dot)) }
    }

    /// Where the dot stands, or would stand, among those alive.
    private func place(of dot: Dot) -> Int {
        alive.firstIndex { !($0.dot < dot) } ?? alive.count
    }
}
