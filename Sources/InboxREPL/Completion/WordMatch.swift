import Inbox

/// How well a candidate fits what has been typed; the lower the better.
///
/// Letters of the other alphabet fit by their sound (`ann` finds Анна) and by their keys (`fyyf`
/// finds Анна as well), in both directions.
enum WordMatch: Int, Comparable {
    case start
    case startByKeys
    case startBySound
    case inside
    /// All letters in order, others between them.
    case scattered

    static func of(_ candidate: String, _ typed: String) -> WordMatch? {
        var (word, start) = (SearchText.normalise(candidate), SearchText.normalise(typed))
        // The sign of a person or a tag is on the same key, or typed anyway.
        if let sign = start.first, "@+-%".contains(sign), word.first == sign {
            word.removeFirst()
            start.removeFirst()
        }
        if word.hasPrefix(start) { return .start }
        guard !start.isEmpty else { return nil }
        if let keys = KeyboardLayout.swapped(start), word.hasPrefix(SearchText.normalise(keys)) {
            return .startByKeys
        }
        if sound(word).hasPrefix(sound(start)) { return .startBySound }
        // One or two letters are inside of nearly everything.
        guard start.count > 2 else { return nil }
        if word.contains(start) { return .inside }
        var rest = word[...]
        for letter in start {
            guard let place = rest.firstIndex(of: letter) else { return nil }
            rest = rest[rest.index(after: place)...]
        }
        return .scattered
    }

    /// The candidates that fit best, in their order: worse ones only where no better ones are.
    static func best<Item>(
        _ items: [Item], _ typed: String, _ name: (Item) -> String
    ) -> [Item] {
        let ranked = items.compactMap { item in of(name(item), typed).map { ($0, item) } }
        guard let first = ranked.map(\.0).min() else { return [] }
        return ranked.filter { $0.0 == first }.map(\.1)
    }

    static func < (left: WordMatch, right: WordMatch) -> Bool { left.rawValue < right.rawValue }

    private static func sound(_ word: String) -> String {
        word.map { latinByCyrillic[$0] ?? String($0) }.joined()
    }

    private static let latinByCyrillic: [Character: String] = [
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
        "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    ]
}
