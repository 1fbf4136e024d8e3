import Foundation
import SkeinCRDT

/// Times as the platforms write them.
extension WallTime {
    /// In UTC with milliseconds.
    var iso8601Milliseconds: String {
        let rest = ((milliseconds % 1000) + 1000) % 1000
        let digits = String(rest)
        let padded = String(repeating: "0", count: 3 - digits.count) + digits
        return String(iso8601.dropLast()) + ".\(padded)Z"
    }

    /// In Moscow's zone, with whole seconds.
    var iso8601Moscow: String {
        let shifted = WallTime(milliseconds: milliseconds + 3 * 3_600_000)
        return String(shifted.iso8601.dropLast()) + "+03:00"
    }

    /// As HTTP's `Date` and RFC 822 write it: `Wed, 01 Jul 2026 10:02:03 GMT`.
    var httpDate: String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let text = iso8601
        let parts = text.split { "-T:Z".contains($0) }.map(String.init)
        let day = ((milliseconds / 86_400_000) % 7 + 4 + 7) % 7
        let month = months[(Int(parts[1]) ?? 1) - 1]
        return "\(days[Int(day)]), \(parts[2]) \(month) \(parts[0]) "
            + "\(parts[3]):\(parts[4]):\(parts[5]) GMT"
    }
}
