/// Calls `body` with each of the n! orders of the elements (Heap's method, no recursion).
func forEachOrder<Element>(of elements: [Element], _ body: ([Element]) throws -> Void) rethrows {
    var order = elements
    var turns = [Int](repeating: 0, count: order.count)
    try body(order)
    var place = 1
    while place < order.count {
        guard turns[place] < place else {
            turns[place] = 0
            place += 1
            continue
        }
        order.swapAt(place.isMultiple(of: 2) ? 0 : turns[place], place)
        turns[place] += 1
        place = 1
        try body(order)
    }
}
