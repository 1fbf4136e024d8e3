import SkeinWire

/// Spans of time as people write them: `250ms`, `12.5s`, `3m`, `2h`, `30d`; without a unit
/// milliseconds.
package enum SpanWord {
    /// 100 years: sums of such spans stay far from the ends of the clock.
    static let maxMilliseconds: Int64 = 3_155_760_000_000

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// In milliseconds; nil where the word is no span, is too long, or is no whole number of them.
    package static func milliseconds(_ word: String) -> Int64? {
        let isNegative = word.hasPrefix("-")
        let plain = isNegative ? word.dropFirst() : word[...]
        let unit = units.first { unit in
            plain.hasSuffix(unit.name)
                && plain.dropLast(unit.name.count).last?.isWholeNumber == true
        }
        let number = plain.dropLast(unit?.name.count ?? 0)
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy(isDigits), let whole = Int64(parts[0]) else {
            return nil
        }
        let scale = unit?.milliseconds ?? 1
        let (product, overflows) = whole.multipliedReportingOverflow(by: scale)
        guard !overflows, product <= maxMilliseconds else { return nil }
        guard let part = fraction(parts.count > 1 ? parts[1] : "", of: scale) else { return nil }
        let sum = product + part
        return sum <= maxMilliseconds ? (isNegative ? -sum : sum) : nil
    }

    private static func isDigits(_ text: Substring) -> Bool {
        (1...13).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    /// Nil where something is left below a millisecond.
    private static func fraction(_ digits: Substring, of scale: Int64) -> Int64? {
        guard digits.utf8.count <= 9, let number = Int64(digits.isEmpty ? "0" : digits) else {
            return nil
        }
        let divisor = (0..<digits.utf8.count).reduce(Int64(1)) { power, _ in power * 10 }
        let (parts, overflows) = number.multipliedReportingOverflow(by: scale)
        return overflows || parts % divisor != 0 ? nil : parts / divisor
    }

    /// The shortest way to write it without loss.
    static func written(_ milliseconds: Int64) -> String {
        let unit = units.last { milliseconds != 0 && milliseconds % $0.milliseconds == 0 }
        guard let unit, unit.milliseconds > 1 else { return "\(milliseconds)ms" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}

/// The workspace's numbers as a heading names them: those of the genesis entry.
enum PolicyWord {
    // Key paths are values that nobody changes.
    nonisolated(unsafe) private static let times: [(String, WritableKeyPath<Policy, UInt64>)] = [
        ("hold", \.holdMilliseconds), ("claim", \.claimMilliseconds),
        ("window", \.sendWindowMilliseconds), ("deadline", \.requestDeadlineMilliseconds),
        ("reconcile", \.reconcileAfterMilliseconds), ("reread", \.rereadMilliseconds),
        ("lease", \.leaseTermMilliseconds), ("renew", \.leaseRenewMilliseconds),
        ("expiry", \.deliveryExpiryMilliseconds),
    ]
    private static let attempts = "attempts"
    private static let attemptsMax: Int64 = 1_000

    static var names: [String] { times.map(\.0) + [attempts] }

    /// One line for each number that is not the standard's.
    static func lines(_ policy: Policy) -> [String] {
        let standard = Policy.standard
        var lines = times.filter { policy[keyPath: $0.1] != standard[keyPath: $0.1] }
            .map { "policy \($0.0)=\(policy[keyPath: $0.1])" }
        if policy.attemptsMax != standard.attemptsMax {
            lines.append("policy \(attempts)=\(policy.attemptsMax)")
        }
        return lines
    }

    /// False where there is no such number or it cannot be so large.
    static func set(_ name: String, to word: String, in policy: inout Policy) -> Bool {
        if name == attempts {
            guard let number = Int64(word), (1...attemptsMax).contains(number) else { return false }
            policy.attemptsMax = UInt64(number)
            return true
        }
        guard let time = times.first(where: { $0.0 == name }),
            let span = SpanWord.milliseconds(word), span >= 0
        else { return false }
        policy[keyPath: time.1] = UInt64(span)
        return true
    }
}
