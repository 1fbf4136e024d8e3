import SkeinCRDT

/// Times as platforms write them.
enum Timestamp {
    /// ISO 8601 with a zone: `2026-07-01T13:02:03.456+03:00`; more digits than milliseconds are
    /// cut off.
    static func iso8601(_ text: String?) -> WallTime? {
        guard let text, text.utf8.count <= 40 else { return nil }
        var rest = Substring(text)
        guard let year = number(&rest, 4), take("-", &rest), let month = number(&rest, 2),
            take("-", &rest), let day = number(&rest, 2), take("T", &rest) || take(" ", &rest),
            let hour = number(&rest, 2), take(":", &rest), let minute = number(&rest, 2),
            take(":", &rest), let second = number(&rest, 2)
        else { return nil }
        var milliseconds: Int64 = 0
        if take(".", &rest) {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard !digits.isEmpty else { return nil }
            milliseconds = Int64((digits + "00").prefix(3)) ?? 0
        }
        guard let zone = zoneSeconds(&rest), rest.isEmpty,
            let seconds = seconds(year, month, day, hour, minute, second)
        else { return nil }
        return WallTime(milliseconds: (seconds - zone) * 1000 + milliseconds)
    }

    /// The form of HTTP's `Date` and of RFC 822: `Wed, 01 Jul 2026 10:02:03 GMT`.
    static func http(_ text: String?) -> WallTime? {
        guard let text, text.utf8.count <= 40 else { return nil }
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," })
        let parts = words.count == 6 ? Array(words.dropFirst()) : Array(words)
        guard parts.count == 5, let day = Int64(parts[0]),
            let month = months.firstIndex(of: parts[1].lowercased()),
            let year = Int64(parts[2])
        else { return nil }
        var clock = parts[3]
        var zone = parts[4]
        guard let hour = number(&clock, 2), take(":", &clock), let minute = number(&clock, 2),
            take(":", &clock), let second = number(&clock, 2), clock.isEmpty
        else { return nil }
        let isGreenwich = ["GMT", "UT", "UTC", "Z"].contains(String(zone))
        guard let offset = isGreenwich ? 0 : zoneSeconds(&zone),
            let seconds = seconds(year, Int64(month + 1), day, hour, minute, second)
        else { return nil }
        return WallTime(milliseconds: (seconds - offset) * 1000)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func take(_ character: Character, _ rest: inout Substring) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private static func number(_ rest: inout Substring, _ digits: Int) -> Int64? {
        let text = rest.prefix(digits)
        guard text.count == digits, text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return nil
        }
        rest = rest.dropFirst(digits)
        return Int64(text)
    }

    private static func zoneSeconds(_ rest: inout Substring) -> Int64? {
        if take("Z", &rest) { return 0 }
        let sign: Int64 = rest.first == "-" ? -1 : 1
        guard take("+", &rest) || take("-", &rest), let hours = number(&rest, 2) else {
            return nil
        }
        _ = take(":", &rest)
        guard let minutes = number(&rest, 2), hours <= 15, minutes <= 59 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    /// Seconds since 1970 of a Gregorian date in UTC.
    private static func seconds(
        _ year: Int64, _ month: Int64, _ day: Int64, _ hour: Int64, _ minute: Int64,
        _ second: Int64
    ) -> Int64? {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        // Years begin in March, so that the day that some of them lack is the last one.
        let shifted = month <= 2 ? year - 1 : year
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = shifted / 400 * 146_097 + dayOfEra - 719_468
        return ((days * 24 + hour) * 60 + minute) * 60 + second
    }
}
