import Foundation

/// The largest resident set that this process has had so far.
enum PeakMemory {
    /// `VmHWM`; `ru_maxrss` would still carry the peak of the process that started this one. 0
    /// where there is no such file.
    static func mebibytes() -> Double {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return kibibytes.flatMap { Double($0) }.map { $0 / 1024 } ?? 0
    }
}
