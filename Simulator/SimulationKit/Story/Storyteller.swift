/// Tells a run as a story of sentences: who did what, what was cut, lost or broken, what was merged
/// and why one of several values won.
///
/// Takes the outcome of a run that kept its states. Repeated things are folded; a long story leaves
/// out its middle.
package struct Storyteller {
    package enum Language: String, Sendable, CaseIterable {
        case english = "en"
        case russian = "ru"
    }

    private struct Moment {
        let time: Int64
        var phrase: StoryPhrase
    }

    private static let linesMax = 100
    /// What one person does in such a time is told in one sentence.
    private static let foldWithin: Int64 = 30_000
    private static let foldMax = 4

    private let outcome: Outcome
    private var moments: [Moment] = []
    private var lostByLink: [String: Int] = [:]
    private var knownByDevice: [String: String] = [:]
    private var told: Set<String> = []
    private var open: Set<String> = []

    package static func tell(_ outcome: Outcome, in language: Language) -> [String] {
        var teller = Storyteller(outcome: outcome)
        teller.listen()
        return teller.lines(language)
    }

    private init(outcome: Outcome) { self.outcome = outcome }

    private func lines(_ language: Language) -> [String] {
        let wording = StoryWording(language: language)
        let lines = moments.map { "\(StoryTime.clock($0.time))  \(wording.text($0.phrase))" }
        guard lines.count > Self.linesMax else { return lines }
        let head = Self.linesMax * 2 / 5
        let tail = Self.linesMax - head - 1
        let left = wording.text(.leftOut(lines.count - head - tail))
        return Array(lines.prefix(head)) + ["          \(left)"] + lines.suffix(tail)
    }

    // MARK: Listening

    private mutating func listen() {
        add(0, .begins(devices: outcome.configuration.devices, seed: outcome.configuration.seed))
        var observations = outcome.observations[...]
        var hasCalmed = false
        for (number, event) in outcome.events.enumerated() {
            if let calm = outcome.calmFrom, event.time >= calm, !hasCalmed,
                event.kind != .step || event.time > calm
            {
                hasCalmed = true
                flush(calm)
                add(calm, .calm)
            }
            hear(event)
            while let next = observations.first, next.event <= number {
                see(next, at: event.time)
                observations.removeFirst()
            }
        }
        let end = outcome.worldMilliseconds
        flush(end)
        if let after = outcome.convergedAfter { add(end, .equal(after: after)) }
        if let error = outcome.error { add(end, .impossible(error)) }
        if outcome.isGood { add(end, .good) }
    }

    private mutating func hear(_ event: TraceEvent) {
        switch event.kind {
        case .step: step(event)
        case .lost: lostByLink["\(event.node) → \(event.other)", default: 0] += 1
        case .ingested: knownByDevice[event.node] = event.detail
        case .refused: add(event.time, .refused(event.node, event.detail))
        case .notice:
            // Told once by each device; what goes on is not news.
            if told.insert("\(event.node) \(event.other)").inserted {
                add(event.time, .notice(event.node, event.other, event.detail))
            }
        case .crashed: add(event.time, .powerLost(event.node))
        case .ended where event.time > 0: add(event.time, .ended(event.node))
        case .started where event.time > 0: add(event.time, .started(event.node))
        case .violation:
            flush(event.time)
            add(event.time, .broken(event.other, event.detail))
        default: break
        }
    }

    private mutating func step(_ event: TraceEvent) {
        let words = event.detail.split(separator: " ").map(String.init)
        guard event.node != Expectation.subject else {
            add(event.time, .expected(event.detail))
            return
        }
        switch words.first {
        case "does": does(event.node, words.dropFirst().joined(separator: " "), event.time)
        // What they lead to is told of itself.
        case "kill", "crash", "start": break
        case "heal":
            flush(event.time)
            add(event.time, .step(event.node, words))
        default: add(event.time, .step(event.node, words))
        }
    }

    private mutating func does(_ who: String, _ what: String, _ time: Int64) {
        if let last = moments.last, case .does(who, let before) = last.phrase,
            time - last.time < Self.foldWithin, before.count < Self.foldMax
        {
            moments[moments.count - 1].phrase = .does(who, before + [what])
        } else {
            add(time, .does(who, [what]))
        }
    }

    private mutating func see(_ observation: Observation, at time: Int64) {
        if !observation.faults.isEmpty {
            add(time, .diskFailed(observation.device, observation.faults.map(\.rawValue)))
        }
        if let problem = observation.problem {
            add(time, .unreadable(observation.device, problem))
        }
        guard let conflicts = observation.conflicts else { return }
        for conflict in conflicts {
            let contenders = conflict.contenders.map { "\($0.device) \($0.text)" }
            let name = "\(conflict.entity) \(conflict.field)"
            open.insert(name)
            if told.insert("\(name) \(contenders)").inserted {
                add(time, .conflict(observation.device, conflict))
            }
        }
        let names = Set(conflicts.map { "\($0.entity) \($0.field)" })
        for name in open.subtracting(names).sorted() {
            // Others hear of it later; that is no news.
            open.remove(name)
            add(time, .settled(observation.device, name))
        }
    }

    /// What has gathered by now.
    private mutating func flush(_ time: Int64) {
        if !lostByLink.isEmpty {
            let links = lostByLink.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            add(
                time,
                .lost(
                    lostByLink.values.reduce(0, +), links.prefix(3).map { "\($0.key) \($0.value)" })
            )
            lostByLink = [:]
        }
        if !knownByDevice.isEmpty {
            add(
                time,
                .known(knownByDevice.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }))
            knownByDevice = [:]
        }
    }

    private mutating func add(_ time: Int64, _ phrase: StoryPhrase) {
        moments.append(Moment(time: time, phrase: phrase))
    }
}

/// Times as the world's own clock shows them.
enum StoryTime {
    /// `06:00:12`, with the day in front from the second one on.
    static func clock(_ milliseconds: Int64) -> String {
        let seconds = (NodeClock.epoch.milliseconds + milliseconds) / 1_000
        let days = milliseconds / 86_400_000
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (days > 0 ? "+\(days)d " : "")
            + "\(two(seconds / 3_600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}
