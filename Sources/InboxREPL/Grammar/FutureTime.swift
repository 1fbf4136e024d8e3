package import Foundation
import Inbox
package import SkeinCRDT

/// Reads times to come as people write them: `2h`, `3д`, `18:00`, `завтра`, `tomorrow 10:00`,
/// `пн 9:30`, `05.03`, `2026-03-05 14:00`, `5 мар 14:00`.
///
/// A day without an hour means nine in the morning; an hour without a day the next time the clock
/// shows it. Hours that a change to summer time leaves out move on.
package struct FutureTime {
    static let morning = 9

    private let now: WallTime
    private let calendar: Calendar

    package init(now: WallTime, zone: TimeZone) {
        self.now = now
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// Nil where the words are no time, or one that has passed.
    package func read(_ words: [String]) -> WallTime? {
        var words = words.map { SearchText.normalise($0) }
        if words.count == 1, let length = QueryLength.milliseconds(words[0]), length > 0 {
            return now + .milliseconds(length)
        }
        var time: (hour: Int, minute: Int)?
        if let last = words.last, let clock = Self.clock(last) {
            time = clock
            words.removeLast()
        }
        if ["в", "at", "до", "until"].contains(words.last) { words.removeLast() }
        if ["в", "at", "до", "until"].contains(words.first) { words.removeFirst() }
        let day: DateComponents
        if words.isEmpty {
            guard let time else { return nil }
            return next(time)
        }
        guard let named = self.day(words) else { return nil }
        day = named
        var parts = day
        parts.hour = time?.hour ?? Self.morning
        parts.minute = time?.minute ?? 0
        guard let date = calendar.date(from: parts) else { return nil }
        let found = WallTime(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
        return found > now ? found : nil
    }

    private var today: Date { Date(timeIntervalSince1970: Double(now.milliseconds) / 1000) }

    private func next(_ time: (hour: Int, minute: Int)) -> WallTime? {
        let wanted = DateComponents(hour: time.hour, minute: time.minute)
        return calendar.nextDate(after: today, matching: wanted, matchingPolicy: .nextTime)
            .map { WallTime(milliseconds: Int64(($0.timeIntervalSince1970 * 1000).rounded())) }
    }

    private func day(_ words: [String]) -> DateComponents? {
        func after(_ count: Int) -> DateComponents? {
            calendar.date(byAdding: .day, value: count, to: today).map {
                calendar.dateComponents([.year, .month, .day], from: $0)
            }
        }
        switch words {
        case ["today"], ["сегодня"]: return after(0)
        case ["tomorrow"], ["завтра"]: return after(1)
        case ["послезавтра"]: return after(2)
        default: break
        }
        if words.count == 1, let wanted = Self.weekday(words[0]) {
            let ahead = (wanted - calendar.component(.weekday, from: today) + 7) % 7
            return after(ahead == 0 ? 7 : ahead)
        }
        return date(words)
    }

    private func date(_ words: [String]) -> DateComponents? {
        if words.count == 2, let day = Int(words[0]), let month = Self.month(words[1]) {
            return soonest(day: day, month: month)
        }
        guard words.count == 1 else { return nil }
        let dashed = words[0].split(separator: "-").map { Int($0) }
        if dashed.count == 3, let year = dashed[0], let month = dashed[1], let day = dashed[2] {
            return valid(year: year, month: month, day: day)
        }
        let dotted = words[0].split(separator: ".").map { Int($0) }
        guard dotted.count >= 2, let day = dotted[0], let month = dotted[1] else { return nil }
        if dotted.count == 3, let year = dotted[2] {
            return valid(year: year, month: month, day: day)
        }
        return dotted.count == 2 ? soonest(day: day, month: month) : nil
    }

    /// A day without its year is the next one of that name.
    private func soonest(day: Int, month: Int) -> DateComponents? {
        let now = calendar.dateComponents([.year, .month, .day], from: today)
        guard let year = now.year, let thisMonth = now.month, let thisDay = now.day else {
            return nil
        }
        let isPast = (month, day) < (thisMonth, thisDay)
        return valid(year: isPast ? year + 1 : year, month: month, day: day)
    }

    private func valid(year: Int, month: Int, day: Int) -> DateComponents? {
        let parts = DateComponents(year: year, month: month, day: day, hour: 12)
        guard let date = calendar.date(from: parts) else { return nil }
        let read = calendar.dateComponents([.year, .month, .day], from: date)
        return read.month == month && read.day == day
            ? DateComponents(year: year, month: month, day: day) : nil
    }

    private static func clock(_ word: String) -> (hour: Int, minute: Int)? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return (hour, minute)
    }

    /// Sunday is 1, as the calendar counts.
    private static func weekday(_ word: String) -> Int? {
        let names = [
            ["sun", "вс", "воскресенье"], ["mon", "пн", "понедельник"], ["tue", "вт", "вторник"],
            ["wed", "ср", "среда", "среду"], ["thu", "чт", "четверг"],
            ["fri", "пт", "пятница", "пятницу"], ["sat", "сб", "суббота", "субботу"],
        ]
        return names.firstIndex { $0.contains(word) || $0[0] == word.prefix(3) }.map { $0 + 1 }
    }

    private static func month(_ word: String) -> Int? {
        let starts = [
            ["jan", "янв"], ["feb", "фев"], ["mar", "мар"], ["apr", "апр"], ["may", "ма"],
            ["jun", "июн"], ["jul", "июл"], ["aug", "авг"], ["sep", "сен"], ["oct", "окт"],
            ["nov", "ноя"], ["dec", "дек"],
        ]
        return starts.firstIndex { $0.contains { word.hasPrefix($0) } }.map { $0 + 1 }
    }
}
