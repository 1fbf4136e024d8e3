package import Foundation
package import SkeinCRDT

/// Times as people say them, in a zone: «12 мин», «вчера 18:05», «5 мар 18:05», «05.03.2025».
package struct RelativeTime: Sendable {
    package let now: WallTime
    package let zone: TimeZone
    package let language: Language

    package init(now: WallTime, zone: TimeZone, language: Language) {
        self.now = now
        self.zone = zone
        self.language = language
    }

    package func short(_ time: WallTime) -> String {
        let ago = (now - time).wholeMilliseconds / 1000
        if (-59..<60).contains(ago) { return language == .ru ? "сейчас" : "now" }
        if (60..<3600).contains(ago) { return minutes(ago / 60) }
        let then = parts(time)
        let today = parts(now)
        let clock = Self.clock(then)
        switch today.day - then.day {
        case 0: return clock
        case 1: return (language == .ru ? "вчера " : "yesterday ") + clock
        case -1: return (language == .ru ? "завтра " : "tomorrow ") + clock
        default: break
        }
        if then.year == today.year {
            return language == .ru
                ? "\(then.dayOfMonth) \(Self.monthsRu[then.month - 1]) \(clock)"
                : "\(then.dayOfMonth) \(Self.monthsEn[then.month - 1]) \(clock)"
        }
        return "\(Self.two(then.dayOfMonth)).\(Self.two(then.month)).\(then.year)"
    }

    /// Date and time to the second, for one chat's messages and history.
    package func exact(_ time: WallTime) -> String {
        let then = parts(time)
        return "\(then.year)-\(Self.two(then.month))-\(Self.two(then.dayOfMonth)) "
            + "\(Self.clock(then)):\(Self.two(then.second))"
    }

    /// RFC 3339 with the zone's offset, for machines.
    package func machine(_ time: WallTime) -> String {
        let then = parts(time)
        let offset = zone.secondsFromGMT(for: Self.date(time)) / 60
        let sign = offset < 0 ? "-" : "+"
        let zoneText =
            "\(sign)\(Self.two(Int(offset.magnitude) / 60)):\(Self.two(Int(offset.magnitude) % 60))"
        let milliseconds = Int(((time.milliseconds % 1000) + 1000) % 1000)
        let fraction = String(1000 + milliseconds).dropFirst()
        return "\(then.year)-\(Self.two(then.month))-\(Self.two(then.dayOfMonth))"
            + "T\(Self.clock(then)):\(Self.two(then.second)).\(fraction)\(zoneText)"
    }

    /// A span: «45 с», «12 мин», «3 ч 10 мин», «2 д 4 ч».
    package func span(_ span: Duration) -> String {
        let seconds = max(0, span.wholeMilliseconds / 1000)
        let (hour, day) = language == .ru ? ("ч", "д") : ("h", "d")
        switch seconds {
        case ..<60: return "\(seconds) \(language == .ru ? "с" : "s")"
        case ..<3600: return minutes(seconds / 60)
        case ..<86_400:
            let rest = (seconds % 3600) / 60
            return rest == 0
                ? "\(seconds / 3600) \(hour)" : "\(seconds / 3600) \(hour) \(minutes(rest))"
        default:
            let rest = (seconds % 86_400) / 3600
            return rest == 0
                ? "\(seconds / 86_400) \(day)" : "\(seconds / 86_400) \(day) \(rest) \(hour)"
        }
    }

    private func minutes(_ count: Int64) -> String { "\(count) \(language == .ru ? "мин" : "min")" }

    /// A moment in the zone; `day` counts days, so that two moments can be compared by date.
    private struct Parts {
        var year: Int, month: Int, dayOfMonth: Int, hour: Int, minute: Int, second: Int, day: Int
    }

    private static func date(_ time: WallTime) -> Date {
        Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
    }

    /// The civil date from a count of days, by the usual arithmetic of eras of 400 years.
    private func parts(_ time: WallTime) -> Parts {
        let offset = Int64(zone.secondsFromGMT(for: Self.date(time)))
        let local = Self.floorDivide(time.milliseconds, 1000) + offset
        let day = Self.floorDivide(local, 86_400)
        let inDay = Int(local - day * 86_400)
        let shifted = day + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let inEra = shifted - era * 146_097
        let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
        let dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return Parts(
            year: Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month: Int(month),
            dayOfMonth: Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1), hour: inDay / 3600,
            minute: inDay % 3600 / 60, second: inDay % 60, day: Int(day))
    }

    private static func floorDivide(_ left: Int64, _ right: Int64) -> Int64 {
        left >= 0 ? left / right : -((-left + right - 1) / right)
    }

    private static func clock(_ parts: Parts) -> String {
        "\(two(parts.hour)):\(two(parts.minute))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    private static let monthsRu = [
        "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
    ]
    private static let monthsEn = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
