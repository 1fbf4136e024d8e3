/// The forms that the words of a step may have, so that a slip of the pen is found before a run.
///
/// A form is words in small letters, which stand for themselves (`a|b` for one of them), and words
/// in capital letters, which stand for something; `[X]` may be missing, `X...` may go on.
///
/// | word            | what may stand there |
/// | --------------- | -------------------- |
/// | MS              | a span of time, also a negative one |
/// | NUMBER, CALL, BYTES, PERCENT | a whole number from 0 on |
/// | DRAW            | any whole number |
/// | DEVICE, NODE    | the name of a device; of any machine |
/// | GROUP           | the name of any machine, or a bar between two groups |
/// | any other       | any word |
struct StepUsage {
    let forms: [String]

    /// Who is there to be named.
    struct Names {
        var devices: [String]
        /// The relay and the application's services.
        var others: [String]
        var all: [String] { devices + others }
    }

    enum Answer: Equatable {
        /// The words, spans written as milliseconds.
        case words([String])
        case wrong(String)
    }

    /// - Parameter who: begins the sentence that says what is wrong.
    func check(_ words: [String], by who: String, _ names: Names) -> Answer {
        guard !forms.isEmpty else { return .words(words) }
        guard let verb = words.first else { return .wrong("\(who) \(Self.possible(forms))") }
        var reason: String?
        for form in forms {
            switch Self.match(words, form, names) {
            case .words(let words): return .words(words)
            case .wrong(let why): reason = reason ?? (why.isEmpty ? nil : why)
            }
        }
        let alike = forms.filter { Self.isHead(verb, of: $0) }
        if let reason { return .wrong(reason) }
        return .wrong(
            alike.isEmpty
                ? "\(who) cannot '\(verb)'; \(Self.possible(forms))"
                : "'\(words.joined(separator: " "))' lacks or has words; \(Self.possible(alike))")
    }

    private static func possible(_ forms: [String]) -> String {
        "possible: \(forms.joined(separator: ", "))"
    }

    private static func isHead(_ verb: String, of form: String) -> Bool {
        form.split(separator: " ").first.map { $0.split(separator: "|").contains { $0 == verb } }
            ?? false
    }

    /// An empty reason means: another form was meant.
    private static func match(_ words: [String], _ form: String, _ names: Names) -> Answer {
        var given: [String] = []
        var rest = words[...]
        let places = form.split(separator: " ").map(String.init)
        for (number, place) in places.enumerated() {
            let isOptional = place.hasPrefix("[")
            let isRepeated = place.hasSuffix("...")
            let kind = place.filter { !"[].".contains($0) }
            guard !rest.isEmpty else {
                if isOptional { continue }
                return .wrong("")
            }
            repeat {
                switch value(rest.removeFirst(), kind, names) {
                case .words(let word): given += word
                // Another verb is another form, not a slip in this one.
                case .wrong(let why):
                    return .wrong(number == 0 && kind != kind.uppercased() ? "" : why)
                }
            } while isRepeated && !rest.isEmpty
        }
        return rest.isEmpty ? .words(given) : .wrong("")
    }

    private static let numberMax: Int64 = 1_000_000_000_000

    private static func value(_ word: String, _ kind: String, _ names: Names) -> Answer {
        switch kind {
        case "MS":
            guard let span = SpanWord.milliseconds(word) else {
                return .wrong("'\(word)' is no span of time: write 250ms, 12.5s, 3m, 2h or 30d")
            }
            return .words(["\(span)"])
        case "NUMBER", "CALL", "BYTES", "PERCENT":
            guard let number = Int64(word), (0...numberMax).contains(number) else {
                return .wrong("'\(word)' is no number from 0 to \(numberMax)")
            }
        case "DRAW":
            guard Int64(word) != nil else { return .wrong("'\(word)' is no whole number") }
        case "DEVICE":
            guard names.devices.contains(word) else {
                return .wrong(
                    "there is no device '\(word)', only \(names.devices.joined(separator: ", "))")
            }
        case "NODE", "GROUP":
            guard names.all.contains(word) || (kind == "GROUP" && word == "|") else {
                return .wrong(
                    "there is no machine '\(word)', only \(names.all.joined(separator: ", "))")
            }
        default:
            let isFixed = kind != kind.uppercased() || kind.contains("|")
            let choices = kind.split(separator: "|").map(String.init)
            guard !isFixed || choices.contains(word) else {
                return .wrong(
                    choices.count > 1
                        ? "'\(word)' is none of \(choices.joined(separator: ", "))" : "")
            }
        }
        return .words([word])
    }
}
