import Foundation
import SkeinCRDT

/// A stretch of time that a query names: milliseconds since 1970, the end not included.
struct QueryPeriod: Hashable {
    var start: Int64
    var end: Int64
}

/// Reads dates as people write them, in one zone and as of one moment.
///
/// A date is the whole day in the zone: `2026-03-01`, `01.03.2026`, `01.03` (of this year),
/// `today`/`сегодня`, `yesterday`/`вчера`, a weekday (`mon`, `пн`: the last such day, today
/// included). `2026-03` is the whole month. A length of time (`2h`, `3d`, `-2ч`) is the stretch
/// from so long ago until now.
struct QueryCalendar {
    let now: WallTime
    private let calendar: Calendar

    init(now: WallTime, zone: TimeZone) {
        self.now = now
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    func period(_ word: String) -> QueryPeriod? {
        let word = SearchText.normalise(word)
        if let length = QueryLength.milliseconds(word) {
            return QueryPeriod(start: now.milliseconds - length, end: now.milliseconds)
        }
        if let day = namedDay(word) ?? writtenDay(word) { return period(of: .day, containing: day) }
        return month(word).flatMap { period(of: .month, containing: $0) }
    }

    private func period(of unit: Calendar.Component, containing date: Date) -> QueryPeriod? {
        calendar.dateInterval(of: unit, for: date).map {
            QueryPeriod(start: $0.start.wholeMilliseconds, end: $0.end.wholeMilliseconds)
        }
    }

    private func namedDay(_ word: String) -> Date? {
        let today = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
        switch word {
        case "today", "сегодня": return today
        case "yesterday", "вчера": return calendar.date(byAdding: .day, value: -1, to: today)
        case "позавчера": return calendar.date(byAdding: .day, value: -2, to: today)
        default:
            guard let wanted = Self.weekdayByName[word] else { return nil }
            let back = (calendar.component(.weekday, from: today) - wanted + 7) % 7
            return calendar.date(byAdding: .day, value: -back, to: today)
        }
    }

    private func writtenDay(_ word: String) -> Date? {
        if let parts = Self.numbers(word, separator: "-", widths: [4, 2, 2]) {
            return date(year: parts[0], month: parts[1], day: parts[2])
        }
        if let parts = Self.numbers(word, separator: ".", widths: [2, 2, 4]) {
            return date(year: parts[2], month: parts[1], day: parts[0])
        }
        guard let parts = Self.numbers(word, separator: ".", widths: [2, 2]) else { return nil }
        let today = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
        let year = calendar.component(.year, from: today)
        return date(year: year, month: parts[1], day: parts[0])
    }

    private func month(_ word: String) -> Date? {
        guard let parts = Self.numbers(word, separator: "-", widths: [4, 2]) else { return nil }
        return date(year: parts[0], month: parts[1], day: 1)
    }

    /// Nil for a day that the calendar does not have.
    private func date(year: Int, month: Int, day: Int) -> Date? {
        let components = DateComponents(year: year, month: month, day: day, hour: 12)
        guard let date = calendar.date(from: components) else { return nil }
        let read = calendar.dateComponents([.year, .month, .day], from: date)
        return read.year == year && read.month == month && read.day == day ? date : nil
    }

    private static func numbers(_ word: String, separator: Character, widths: [Int]) -> [Int]? {
        let parts = word.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.map(\.count) == widths,
            parts.allSatisfy({ $0.allSatisfy { "0123456789".contains($0) } })
        else { return nil }
        return parts.compactMap { Int($0) }
    }

    /// Sunday is 1, as the calendar counts.
    private static let weekdayByName: [String: Int] = [
        "sun": 1, "sunday": 1, "вс": 1, "воскресенье": 1,
        "mon": 2, "monday": 2, "пн": 2, "понедельник": 2,
        "tue": 3, "tuesday": 3, "вт": 3, "вторник": 3,
        "wed": 4, "wednesday": 4, "ср": 4, "среда": 4,
        "thu": 5, "thursday": 5, "чт": 5, "четверг": 5,
        "fri": 6, "friday": 6, "пт": 6, "пятница": 6,
        "sat": 7, "saturday": 7, "сб": 7, "суббота": 7,
    ]
}

extension Date {
    fileprivate var wholeMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
