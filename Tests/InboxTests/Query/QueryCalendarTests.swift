import Foundation
import SkeinCRDT
import Testing

@testable import Inbox

@Suite struct QueryCalendarTests {
    private let calendar = QueryCalendar(now: Team.noon, zone: Team.moscow)

    /// Start and end in Moscow's time, as `2026-03-04 00:00`.
    private func period(_ word: String) -> String? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = Team.moscow
        formatter.dateFormat = "yyyy-MM-dd HH:mm"
        return calendar.period(word).map { period in
            [period.start, period.end].map {
                formatter.string(from: Date(timeIntervalSince1970: Double($0) / 1000))
            }.joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("2026-03-01", "2026-03-01 00:00 2026-03-02 00:00"),
        ("01.03.2026", "2026-03-01 00:00 2026-03-02 00:00"),
        ("01.03", "2026-03-01 00:00 2026-03-02 00:00"),
        ("2026-02", "2026-02-01 00:00 2026-03-01 00:00"),
        ("2024-02-29", "2024-02-29 00:00 2024-03-01 00:00"),
        ("сегодня", "2026-03-04 00:00 2026-03-05 00:00"),
        ("Today", "2026-03-04 00:00 2026-03-05 00:00"),
        ("вчера", "2026-03-03 00:00 2026-03-04 00:00"),
        ("yesterday", "2026-03-03 00:00 2026-03-04 00:00"),
        ("ср", "2026-03-04 00:00 2026-03-05 00:00"),
        ("пн", "2026-03-02 00:00 2026-03-03 00:00"),
        ("thu", "2026-02-26 00:00 2026-02-27 00:00"),
        ("2h", "2026-03-04 10:00 2026-03-04 12:00"),
        ("-2ч", "2026-03-04 10:00 2026-03-04 12:00"),
        ("3д", "2026-03-01 12:00 2026-03-04 12:00"),
    ])
    func datesAreWholeDaysInTheZone(_ word: String, _ expected: String) {
        #expect(period(word) == expected)
    }

    @Test(arguments: [
        "", "2026-02-30", "31.04.2026", "2026-13-01", "1.3.2026", "01.03.26", "2026", "завтра?",
        "2x", "h", "99999999999999999999h", "٠١.٠٣.٢٠٢٦",
    ])
    func whatIsNoDateIsRefused(_ word: String) {
        #expect(calendar.period(word) == nil)
    }

    @Test func aDayOfChangingClocksHasItsRealLength() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let calendar = QueryCalendar(now: Team.noon, zone: berlin)
        let day = try #require(calendar.period("2026-03-29"))
        let hour: Int64 = 3_600_000
        #expect(day.end - day.start == 23 * hour)
    }
}
