import SkeinWire

extension RunFile {
    /// Files are small; a larger one was not written by any of us.
    package static let bytesMax = 4 << 20

    /// - Parameter name: of the file, for errors.
    /// - Throws: `RunFileError` for the first line that makes no sense.
    package init(
        parsing text: String, name: String, applications: [any SimulatedApplication]
    ) throws(RunFileError) {
        var parser = RunFileParser(file: name, applications: applications)
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let isCRLF = line.last == "\r"
            try parser.read(String(isCRLF ? line.dropLast() : line))
        }
        self = try parser.finish()
    }
}

private struct RunFileParser {
    let file: String
    let applications: [any SimulatedApplication]
    private var line = 0
    private var application: (any SimulatedApplication)?
    private var configuration = Configuration(
        seed: 1, profile: .calm, devices: [], stormMilliseconds: 0)
    private var headings: Set<String> = []
    private var steps: [(line: Int, step: Step)] = []

    init(file: String, applications: [any SimulatedApplication]) {
        self.file = file
        self.applications = applications
    }

    private static let headingNames = [
        "application", "seed", "profile", "devices", "storm", "faults", "quality", "policy",
    ]
    private static let stepsMax = 100_000

    mutating func read(_ text: String) throws(RunFileError) {
        line += 1
        let words: [String]
        do throws(StepWords.Fault) { words = try StepWords.split(text) } catch {
            throw fail(error.reason)
        }
        guard let first = words.first else { return }
        if let at = try time(first) {
            try add(at, words)
        } else if Self.headingNames.contains(first) {
            guard steps.isEmpty else { throw fail("the heading '\(first)' after the first step") }
            guard headings.insert(first).inserted || first == "policy" else {
                throw fail("'\(first)' for the second time")
            }
            try head(first, Array(words.dropFirst()))
        } else {
            throw fail(
                "'\(first)' is neither a time (12.5s, 3m, 250ms, 2h, +5s, end) nor a heading "
                    + "(\(Self.headingNames.joined(separator: ", ")))")
        }
    }

    private func fail(_ reason: String) -> RunFileError {
        RunFileError(file: file, line: line, reason: reason)
    }

    // MARK: Steps

    /// Nil where the word does not even look like a time.
    private func time(_ word: String) throws(RunFileError) -> Int64? {
        if word == Step.endWord { return Step.end }
        let isRelative = word.hasPrefix("+")
        guard isRelative || word.hasPrefix("-") || word.first?.isNumber == true else { return nil }
        guard let span = SpanWord.milliseconds(isRelative ? String(word.dropFirst()) : word),
            span >= 0
        else { throw fail("'\(word)' is no time: write 250ms, 12.5s, 3m, 2h, 30d or +5s") }
        let last = steps.last?.step.at ?? 0
        guard last != Step.end else { throw fail("a step after those of the end") }
        let at = isRelative ? last + span : span
        guard at <= SpanWord.maxMilliseconds else { throw fail("more than a hundred years") }
        guard at >= last else {
            throw fail("the step before is at \(SpanWord.written(last)), later than this one")
        }
        return at
    }

    private mutating func add(_ at: Int64, _ words: [String]) throws(RunFileError) {
        guard words.count >= 3 else { throw fail("a step is TIME WHO WHAT...") }
        guard at != Step.end || words[1] == Expectation.subject else {
            throw fail("at the end there is only 'expect'")
        }
        guard steps.count < Self.stepsMax else { throw fail("more than \(Self.stepsMax) steps") }
        steps.append((line, Step(at: at, words[1], Array(words.dropFirst(2)))))
    }

    // MARK: Headings

    private mutating func head(_ name: String, _ values: [String]) throws(RunFileError) {
        guard let value = values.first else {
            if name == "faults" { return }
            throw fail("'\(name)' has no value")
        }
        switch name {
        case "devices": configuration.devices = values
        case "faults":
            for word in values {
                guard let fault = FaultClass(rawValue: word) else {
                    throw fail(none(word, "class of faults", FaultClass.allCases.map(\.rawValue)))
                }
                configuration.faults.append(fault)
            }
        case "quality": try quality(values)
        case "policy": try policy(values)
        default:
            guard values.count == 1 else { throw fail("'\(name)' has one value") }
            try single(name, value)
        }
    }

    private mutating func single(_ name: String, _ value: String) throws(RunFileError) {
        switch name {
        case "application":
            guard let known = applications.first(where: { $0.name == value }) else {
                throw fail(none(value, "application", applications.map(\.name)))
            }
            application = known
        case "seed":
            guard let seed = UInt64(value) else { throw fail("'\(value)' is no seed: 0 to 2^64-1") }
            configuration.seed = seed
        case "profile":
            guard let profile = Profile(rawValue: value) else {
                throw fail(none(value, "profile", Profile.allCases.map(\.rawValue)))
            }
            configuration.profile = profile
        default:
            guard let span = SpanWord.milliseconds(value), span >= 0 else {
                throw fail("'\(value)' is no span of time: write 250ms, 12.5s, 3m, 2h or 30d")
            }
            configuration.stormMilliseconds = span
        }
    }

    private func none(_ word: String, _ what: String, _ possible: [String]) -> String {
        "there is no \(what) '\(word)', only \(possible.joined(separator: ", "))"
    }

    private mutating func quality(_ pairs: [String]) throws(RunFileError) {
        let form = "quality delay=5-40 loss=0 copy=0 reset=0 stall=0"
        for pair in pairs {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw fail("'\(pair)': write \(form)") }
            if parts[0] == "delay" {
                let bounds = parts[1].split(separator: "-").map { Int64($0) }
                guard bounds.count == 2, let low = bounds[0], let high = bounds[1],
                    0 <= low, low <= high, high <= 86_400_000
                else { throw fail("'\(pair)': milliseconds as in delay=5-40, a day at most") }
                configuration.quality.delayMilliseconds = low...high
                continue
            }
            guard let percent = Int(parts[1]), (0...100).contains(percent) else {
                throw fail("'\(pair)': a percentage from 0 to 100")
            }
            switch parts[0] {
            case "loss": configuration.quality.lossPercent = percent
            case "copy": configuration.quality.copyPercent = percent
            case "reset": configuration.quality.resetPercent = percent
            case "stall": configuration.quality.stallPercent = percent
            default: throw fail("'\(pair)': write \(form)")
            }
        }
    }

    private mutating func policy(_ pairs: [String]) throws(RunFileError) {
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2,
                PolicyWord.set(parts[0], to: parts[1], in: &configuration.policy)
            else {
                throw fail(
                    "'\(pair)': write KEY=VALUE, a span or for attempts a number, with one of "
                        + PolicyWord.names.joined(separator: ", "))
            }
        }
    }

    // MARK: The whole

    mutating func finish() throws(RunFileError) -> RunFile {
        guard let application else {
            throw fail(
                "the heading 'application' is missing: one of "
                    + applications.map(\.name).joined(separator: ", "))
        }
        let services = (application as? any SimulatedProgram)?.serviceCommands.keys.sorted() ?? []
        let others = [RelayNode.name] + services
        try checkDevices(taken: ["world", Expectation.subject] + others)
        // A clone may be named before the line that makes it is read; the runner then does nothing.
        let clones = steps.map(\.step.words).filter { $0.first == "clone" && $0.count == 2 }
        let names = StepUsage.Names(
            devices: configuration.devices + clones.map { $0[1] }, others: others)
        var checked: [Step] = []
        for (line, step) in steps {
            self.line = line
            switch StepUsage.check(step, names, application) {
            case .words(let words):
                checked.append(Step(at: step.at, step.subject, words))
            case .wrong(let reason): throw fail(reason)
            }
        }
        if !headings.contains("storm") {
            configuration.stormMilliseconds = checked.last { $0.at != Step.end }?.at ?? 0
        }
        return RunFile(configuration, application, checked)
    }

    private static let devicesMax = 64

    private func checkDevices(taken: [String]) throws(RunFileError) {
        let devices = configuration.devices
        guard (1...Self.devicesMax).contains(devices.count) else {
            throw fail("the heading 'devices' is missing, or names more than \(Self.devicesMax)")
        }
        for device in devices {
            let isName = device.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
            }
            guard isName, device.utf8.count <= 32, !taken.contains(device) else {
                throw fail("no device can be named '\(device)': a-z, 0-9 and -, and not taken")
            }
        }
        guard Set(devices).count == devices.count else { throw fail("two devices of one name") }
    }
}
