import SkeinCRDT

/// What can be said of whom. What a step does is in `StepRunner` and `Expectation`.
extension StepUsage {
    private static let clock = ["clock jump MS", "clock rate PERCENT", "clock repair"]
    private static let disk = [
        "disk full [BYTES]", "disk free", "disk rot FILE DRAW",
        "disk fail \(DiskFault.allCases.map(\.rawValue).joined(separator: "|")) [CALL]",
    ]

    static let world = StepUsage(forms: [
        "partition GROUP...", "cut NODE NODE", "clog NODE...", "unclog NODE...", "heal",
    ])

    static let relay = StepUsage(
        forms: ["kill", "crash", "start", "honest"]
            + ["lie \(RelayLies.kinds.joined(separator: "|"))"] + clock + disk)

    static let device = StepUsage(
        forms: [
            "does COMMAND...", "kill", "crash", "crash-after CALL",
            "crash-calling \(DeathInCall.allCases.map(\.rawValue).joined(separator: "|"))",
            "start", "offline", "online", "sync", "keep", "restore", "clone NAME",
            "role DEVICE owner|sender|operator|observer",
            "hostile \(HostileMember.kinds.joined(separator: "|"))",
        ] + clock + disk)

    static let expectation = StepUsage(forms: [
        "equal", "equal DEVICE...", "reached POINT...", "unreached POINT...",
        "DEVICE shows LINE...", "DEVICE lacks LINE...", "DEVICE conflict ENTITY FIELD",
        "DEVICE agrees ENTITY FIELD", "DEVICE unsent NUMBER", "DEVICE stopped REASON...",
        "DEVICE working", "DEVICE down", "DEVICE notice CODE",
    ])

    /// A step of a run of this application, spans written as milliseconds.
    static func check(
        _ step: Step, _ names: Names, _ application: any SimulatedApplication
    ) -> Answer {
        switch step.subject {
        case "world": return world.check(step.words, by: "the world", names)
        case RelayNode.name: return relay.check(step.words, by: "the relay", names)
        case Expectation.subject: return expectation(step.words, names)
        default: break
        }
        if names.devices.contains(step.subject) {
            let answer = device.check(step.words, by: step.subject, names)
            guard case .words(let words) = answer, words.first == "does" else { return answer }
            let commands = StepUsage(forms: application.commands)
            let who = "with \(application.name) \(step.subject)"
            switch commands.check(Array(words.dropFirst()), by: who, names) {
            case .words(let command): return .words(["does"] + command)
            case .wrong(let reason): return .wrong(reason)
            }
        }
        if let forms = (application as? any SimulatedProgram)?.serviceCommands[step.subject] {
            return StepUsage(forms: forms).check(step.words, by: step.subject, names)
        }
        let subjects = ["world", Expectation.subject] + names.all
        return .wrong(
            "there is no '\(step.subject)', only \(subjects.joined(separator: ", "))")
    }

    /// Says which device is unknown, where the form begins with a device.
    private static func expectation(_ words: [String], _ names: Names) -> Answer {
        let answer = expectation.check(words, by: "nobody", names)
        guard case .wrong = answer, let first = words.first, names.devices.contains(first) else {
            return answer
        }
        let forms = expectation.forms.filter { $0.hasPrefix("DEVICE ") }
            .map { String($0.dropFirst("DEVICE ".count)) }
        let rest = StepUsage(forms: forms)
            .check(Array(words.dropFirst()), by: "nobody can expect that \(first)", names)
        if case .wrong = rest { return rest }
        return answer
    }
}
