/// One sentence of a story, apart from any language.
enum StoryPhrase: Hashable {
    case begins(devices: [String], seed: UInt64)
    case does(String, [String])
    /// Any other step: who, and the words.
    case step(String, [String])
    case refused(String, String)
    case lost(Int, [String])
    case known([String])
    case conflict(String, ConflictReading)
    case settled(String, String)
    case diskFailed(String, [String])
    case unreadable(String, String)
    case notice(String, String, String)
    case powerLost(String)
    case ended(String)
    case started(String)
    case expected(String)
    case calm
    case equal(after: Int64)
    case broken(String, String)
    case impossible(String)
    case good
    case leftOut(Int)
}

/// The sentences.
struct StoryWording {
    let language: Storyteller.Language

    func text(_ phrase: StoryPhrase) -> String {
        language == .english ? english(phrase) : russian(phrase)
    }

    private func list(_ parts: [String]) -> String { parts.joined(separator: "; ") }

    private func english(_ phrase: StoryPhrase) -> String {
        switch phrase {
        case .begins(let devices, let seed):
            "The world of seed \(seed) begins, with \(devices.joined(separator: ", "))."
        case .does(let who, let what): "\(who) does: \(list(what))."
        case .step(let who, let words): englishStep(who, words)
        case .refused(let who, let why): "Refused at \(who): \(why)."
        case .lost(let count, let links): "By now \(count) messages were lost (\(list(links)))."
        case .known(let sizes): "Entries of the log read by now: \(list(sizes))."
        case .conflict(let who, let conflict):
            "\(who) merges and finds a conflict in \(conflict.entity) \(conflict.field): "
                + "\(contenders(conflict, by: "by", at: "at", shown: "wins")). "
                + "Rule: \(conflict.rule)."
        case .settled(let who, let name): "\(who) sees the conflict in \(name) settled."
        case .diskFailed(let who, let faults): "The disk of \(who) fails: \(list(faults))."
        case .unreadable(let who, let why): "The replica of \(who) cannot be read: \(why)."
        case .notice(let who, let code, let detail):
            "\(who) tells its person: \(code)\(detail.isEmpty ? "" : " (\(detail))")."
        case .powerLost(let who): "\(who) loses its power."
        case .ended(let who): "The program on \(who) ends."
        case .started(let who): "\(who) starts."
        case .expected(let words): "Expected: \(words)."
        case .calm: "The faults end: wires whole, disks well, clocks right, everybody up."
        case .equal(let after): "All replicas were equal \(after) ms after the faults ended."
        case .broken(let checker, let detail): "BROKEN: \(checker): \(detail)"
        case .impossible(let why): "The run makes no sense: \(why)"
        case .good: "Every rule holds."
        case .leftOut(let count): "... \(count) sentences left out; --trace of replay has all ..."
        }
    }

    private func contenders(
        _ conflict: ConflictReading, by: String, at: String, shown: String
    ) -> String {
        list(
            conflict.contenders.map {
                "«\($0.text)» \(by) \($0.device) \(at) \(StoryTime.clock($0.time))"
                    + ($0.isShown ? " (\(shown))" : "")
            })
    }

    private func englishStep(_ who: String, _ words: [String]) -> String {
        let rest = words.dropFirst().joined(separator: " ")
        return switch words.first {
        case "partition": "The network falls apart: \(rest)."
        case "cut": "The way is cut: \(words.dropFirst().joined(separator: " → "))."
        case "heal": "The network is whole again."
        case "clog": "Messages pile up at \(rest)."
        case "unclog": "Messages at \(rest) go on their way, all at once."
        case "offline": "\(who) switches its network off."
        case "online": "\(who) switches its network on."
        case "sync": "\(who) asks for news."
        case "clock":
            "The clock of \(who): \(clock(words, "goes wrong by", "runs at", "is right again"))."
        case "disk": "The disk of \(who): \(rest)."
        case "crash-after": "The power of \(who) will go at disk call \(rest)."
        case "crash-calling": "The power of \(who) will go in its next sending: \(rest)."
        case "keep": "Somebody copies the files of \(who)."
        case "restore": "\(who) goes back to that copy."
        case "clone": "\(who) is copied with all its keys, as \(rest)."
        case "role": "\(who) gives a role: \(rest)."
        case "hostile": "\(who) breaks the rules: \(rest)."
        case "lie": "The relay begins to lie: \(rest)."
        case "honest": "The relay is honest again."
        default: "\(who): \(words.joined(separator: " "))."
        }
    }

    private func clock(
        _ words: [String], _ jumps: String, _ runs: String, _ right: String
    ) -> String {
        guard words.count == 3, let number = Int64(words[2]) else { return right }
        return words[1] == "jump"
            ? "\(jumps) \(SpanWord.written(number))" : "\(runs) \(number)%"
    }
}
