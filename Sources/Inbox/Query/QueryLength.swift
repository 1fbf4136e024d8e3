/// Reads lengths of time: a whole number and a unit, `30m`, `2ч`, `3d`, `1нед`; a sign is left
/// aside, because lengths always reach back from now.
package enum QueryLength {
    /// Bound of the number, so that no unit can overflow: a century of minutes.
    private static let countMax: Int64 = 52_560_000

    package static func milliseconds(_ word: String) -> Int64? {
        let word = SearchText.normalise(word).drop { $0 == "-" || $0 == "+" }
        let digits = word.prefix { "0123456789".contains($0) }
        guard let count = Int64(digits), count <= countMax,
            let unit = unitByName[String(word.dropFirst(digits.count))]
        else { return nil }
        return count * unit
    }

    private static let minute: Int64 = 60_000
    private static let unitByName: [String: Int64] = [
        "m": minute, "min": minute, "м": minute, "мин": minute,
        "h": 60 * minute, "ч": 60 * minute, "час": 60 * minute,
        "d": 1440 * minute, "д": 1440 * minute, "дн": 1440 * minute, "дня": 1440 * minute,
        "w": 10_080 * minute, "н": 10_080 * minute, "нед": 10_080 * minute,
    ]
}
