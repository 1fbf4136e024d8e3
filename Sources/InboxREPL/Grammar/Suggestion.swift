/// The word that was probably meant.
package enum Suggestion {
    /// The nearest of `words`, ties by their order: one differing in at most a third of its
    /// letters, at least one. A word typed in the other keyboard layout counts as itself.
    package static func nearest(to word: String, among words: [String]) -> String? {
        let typed = word.lowercased()
        if let swapped = KeyboardLayout.swapped(typed) {
            if words.contains(swapped) { return swapped }
            if let close = closest(to: swapped, among: words, slack: 1) { return close }
        }
        return closest(to: typed, among: words, slack: max(1, typed.count / 3))
    }

    private static func closest(to word: String, among words: [String], slack: Int) -> String? {
        guard word.count > 2 else { return nil }
        let known = Array(word)
        var best: String?
        var bestDistance = slack + 1
        for candidate in words where abs(candidate.count - known.count) <= slack {
            let found = distance(known, Array(candidate))
            if found < bestDistance { (best, bestDistance) = (candidate, found) }
        }
        return best
    }

    /// Letters inserted, dropped, changed, or two neighbours swapped.
    package static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var next = [row + 1]
            next.reserveCapacity(right.count + 1)
            for column in right.indices {
                var cost = min(
                    last[column + 1] + 1, next[column] + 1,
                    last[column] + (left[row] == right[column] ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    cost = min(cost, before[column - 1] + 1)
                }
                next.append(cost)
            }
            (before, last) = (last, next)
        }
        return last[right.count]
    }
}
