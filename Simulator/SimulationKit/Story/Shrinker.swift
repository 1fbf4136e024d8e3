import SkeinCRDT

/// Makes a failing run smaller, as long as it fails by the same checker: fewer steps, devices and
/// faults, less time.
///
/// First what makes every further run cheap: the time after the failure, whole kinds of steps,
/// whole devices. Then delta debugging: halves of the steps, quarters, and so on down to single
/// ones; then the rest, and all over again while anything still goes. Source: Zeller, Hildebrandt:
/// Simplifying and isolating failure-inducing input, IEEE TSE 28 (2), 2002.
package struct Shrinker {
    /// The smallest run so far that fails.
    package private(set) var best: RunFile
    package let checker: String
    package private(set) var runs = 0
    /// Of an expectation also what was not as expected: others would fail without any of the story.
    private let detail: String?
    private var failedAt: Int64
    /// Runs need no calm then, which is most of the work of one that does not fail.
    private let failsInStorm: Bool
    private let isTimeUp: () -> Bool
    private let progress: (String) -> Void

    /// Nil where the run breaks no rule.
    ///
    /// - Parameter isTimeUp: asked before each run; the best so far counts then.
    /// - Parameter progress: is told each time that the run has become smaller.
    package init?(
        _ file: RunFile, isTimeUp: @escaping () -> Bool = { false },
        progress: @escaping (String) -> Void = { _ in }
    ) {
        let outcome = file.run.execute()
        guard let violation = outcome.violations.first else { return nil }
        best = RunFile(outcome, file.application)
        checker = violation.checker
        detail = violation.checker == Expectation.subject ? violation.detail : nil
        failedAt = violation.time
        failsInStorm = outcome.calmFrom == nil
        self.isTimeUp = isTimeUp
        self.progress = progress
    }

    package var size: String {
        let operations = best.steps.count { $0.words.first == "does" }
        return "\(best.steps.count) steps, \(operations) operations, "
            + "\(best.configuration.devices.count) replicas"
    }

    package mutating func shrink() {
        cutTail()
        calmWires()
        pullTogether()
        leaveKindsOut()
        leaveDevicesOut(to: 1)
        var before: [Step] = []
        repeat {
            before = best.steps
            leaveStepsOut()
            leaveDevicesOut(to: .max)
            pullTogether()
            cutTail()
        } while before != best.steps && !isTimeUp()
        best.configuration.faults = []
    }

    /// Whether a smaller run fails in the same way; it is the best then.
    private mutating func take(_ candidate: RunFile) -> Bool {
        guard !isTimeUp() else { return false }
        runs += 1
        var run = candidate.run
        run.isStormOnly = failsInStorm
        let outcome = run.execute()
        guard outcome.error == nil, let violation = outcome.violations.first,
            violation.checker == checker, detail == nil || violation.detail == detail
        else { return false }
        best = RunFile(outcome, candidate.application)
        failedAt = violation.time
        progress(size)
        return true
    }

    // MARK: Ways to become smaller

    /// What comes after the failure cannot be its cause.
    private mutating func cutTail() {
        var candidate = best
        candidate.steps = best.steps.filter { $0.at <= failedAt || detail != nil }
        candidate.configuration.stormMilliseconds = min(
            best.configuration.stormMilliseconds, failedAt)
        guard
            candidate.steps.count < best.steps.count
                || candidate.configuration.stormMilliseconds
                    < best.configuration.stormMilliseconds
        else { return }
        _ = take(candidate)
    }

    private mutating func calmWires() {
        guard best.configuration.quality != .good else { return }
        var candidate = best
        candidate.configuration.quality = .good
        if take(candidate) { return }
        let parts: [WritableKeyPath<LinkQuality, Int>] = [
            \.lossPercent, \.copyPercent, \.resetPercent, \.stallPercent,
        ]
        for part in parts where best.configuration.quality[keyPath: part] > 0 {
            candidate = best
            candidate.configuration.quality[keyPath: part] = 0
            _ = take(candidate)
        }
    }

    /// All that one kind of subject is told, commands apart: the faults of a class or two each.
    private mutating func leaveKindsOut() {
        let kinds = best.steps.map(Self.kind)
        for kind in Set(kinds).sorted() {
            var candidate = best
            candidate.steps.removeAll { Self.kind($0) == kind }
            _ = take(candidate)
        }
    }

    private static func kind(_ step: Step) -> String {
        let verb = step.words.first ?? ""
        return verb == "does" ? verb + " " + (step.words.dropFirst().first ?? "") : verb
    }

    private mutating func leaveStepsOut() {
        var chunk = max(1, best.steps.count / 2)
        while true {
            var start = 0
            while start < best.steps.count {
                var candidate = best
                candidate.steps.removeSubrange(start..<min(start + chunk, best.steps.count))
                // Where it went, the next chunk stands at the same place.
                if !take(candidate) { start += chunk }
            }
            guard chunk > 1, !isTimeUp() else { return }
            chunk /= 2
        }
    }

    /// The last ones first: the founder's work is seldom done by another.
    ///
    /// - Parameter others: how many of the others are tried in a device's place.
    private mutating func leaveDevicesOut(to others: Int) {
        for device in best.configuration.devices.reversed()
        where best.configuration.devices.count > 1 {
            if take(Self.without(device, best)) { continue }
            if others > 1, takeUnderOtherSeeds(Self.without(device, best)) { continue }
            for other in best.configuration.devices.filter({ $0 != device }).prefix(others) {
                if take(Self.without(device, best, insteadOf: other)) { break }
            }
        }
    }

    /// Where the failure hangs on who is faster, other delays may bring it back.
    private mutating func takeUnderOtherSeeds(_ candidate: RunFile) -> Bool {
        for seed in 1...Self.seedsTried {
            var candidate = candidate
            candidate.configuration.seed = seed
            if take(candidate) { return true }
        }
        return false
    }

    private static let seedsTried: UInt64 = 8

    /// - Parameter other: does what the device did; nil: nobody does.
    private static func without(
        _ device: String, _ file: RunFile, insteadOf other: String? = nil
    ) -> RunFile {
        var file = file
        file.configuration.devices.removeAll { $0 == device }
        file.steps = file.steps.compactMap { step in
            var step = step
            if step.words.first == "partition" {
                step.words.removeAll { $0 == device }
            } else if let other {
                step.words = step.words.map { $0 == device ? other : $0 }
            } else if step.words.dropFirst(step.subject == Expectation.subject ? 0 : 1)
                .contains(device), step.words.first != "does"
            {
                return nil
            }
            guard step.subject == device else { return step }
            guard let other else { return nil }
            step.subject = other
            return step
        }
        return file
    }

    /// Steps closer to each other, and less time after the last one.
    private mutating func pullTogether() {
        for gap in [1, 1_000, 15_000, 60_000] as [Int64] {
            var candidate = best
            var (time, last) = (Int64(0), Int64(0))
            for index in candidate.steps.indices where candidate.steps[index].at != Step.end {
                let at = candidate.steps[index].at
                time += min(at - last, gap)
                last = at
                candidate.steps[index].at = time
            }
            let rest = max(0, best.configuration.stormMilliseconds - last)
            candidate.configuration.stormMilliseconds = time + min(rest, gap)
            guard
                candidate.steps != best.steps
                    || candidate.configuration.stormMilliseconds
                        < best.configuration.stormMilliseconds
            else { continue }
            if take(candidate) { return }
        }
    }
}
