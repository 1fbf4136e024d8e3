import Foundation
import InboxREPL
import SkeinCRDT
import Testing

struct RelativeTimeTests {
    /// 2026-03-05 12:00:00 in Moscow.
    private let now = WallTime(milliseconds: 1_772_701_200_000)

    private func time(_ language: Language = .ru) throws -> RelativeTime {
        RelativeTime(
            now: now, zone: try #require(TimeZone(identifier: "Europe/Moscow")), language: language)
    }

    private func ago(_ seconds: Int64) -> WallTime {
        WallTime(milliseconds: now.milliseconds - seconds * 1000)
    }

    private static let spoken: [(Int64, String)] = [
        (0, "сейчас"), (59, "сейчас"), (60, "1 мин"), (725, "12 мин"), (3599, "59 мин"),
        (3600, "11:00"), (43140, "00:01"), (43260, "вчера 23:59"),
        (18 * 3600 - 300, "вчера 18:05"), (-26 * 3600, "завтра 14:00"), (-7200, "14:00"),
        (3 * 86_400, "2 мар 12:00"), (70 * 86_400, "25.12.2025"),
    ]

    @Test(arguments: spoken)
    func timesAreSaidAsPeopleSayThem(seconds: Int64, words: String) throws {
        #expect(try time().short(ago(seconds)) == words)
    }

    @Test func englishSaysTheSame() throws {
        #expect(try time(.en).short(ago(720)) == "12 min")
        #expect(try time(.en).short(ago(18 * 3600 - 300)) == "yesterday 18:05")
        #expect(try time(.en).short(ago(3 * 86_400)) == "2 Mar 12:00")
    }

    @Test func machinesGetAnOffset() throws {
        #expect(try time().machine(now) == "2026-03-05T12:00:00.000+03:00")
        let west = RelativeTime(
            now: now, zone: try #require(TimeZone(secondsFromGMT: -12_600)), language: .en)
        #expect(west.machine(ago(-1)) == "2026-03-05T05:30:01.000-03:30")
    }

    @Test func aLeapDayAndTimesBefore1970AreRight() throws {
        let utc = RelativeTime(
            now: now, zone: try #require(TimeZone(secondsFromGMT: 0)), language: .en)
        #expect(
            utc.machine(WallTime(milliseconds: 1_709_164_800_000))
                == "2024-02-29T00:00:00.000+00:00")
        #expect(utc.machine(WallTime(milliseconds: -1)) == "1969-12-31T23:59:59.999+00:00")
    }

    @Test(
        arguments: [
            (45, "45 с"), (720, "12 мин"), (3600, "1 ч"), (11_400, "3 ч 10 мин"),
            (187_200, "2 д 4 ч"),
            (172_800, "2 д"), (-5, "0 с"),
        ] as [(Int64, String)])
    func spansHaveAtMostTwoUnits(seconds: Int64, words: String) throws {
        #expect(try time().span(.seconds(seconds)) == words)
    }
}
