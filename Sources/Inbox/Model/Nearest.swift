/// Finds what somebody may have meant.
package enum Nearest {
    /// The candidate that differs least, if by no more than a third of the word's letters (at least
    /// one); ties go to the first.
    package static func suggestion(for word: String, among candidates: [String]) -> String? {
        let typed = Array(SearchText.normalise(word))
        let bound = max(1, typed.count / 3)
        let near = candidates.map { (word: $0, steps: distance(typed, Array($0))) }
            .filter { $0.steps <= bound }
        return near.min { $0.steps < $1.steps }?.word
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one to the other
    /// (optimal string alignment).
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var next = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column + 1], next[column]) + 1
                best = min(best, last[column] + (character == other ? 0 : 1))
                if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                next.append(best)
            }
            (beforeLast, last) = (last, next)
        }
        return last[right.count]
    }
}
