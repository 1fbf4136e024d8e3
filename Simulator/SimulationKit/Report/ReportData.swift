import Foundation

/// What the page is told, as small as fifty thousand events need it: texts stand once in a table,
/// rows are columns.
struct ReportData: Encodable {
    struct Node: Encodable {
        let name: String
        let role: String
    }

    struct State: Encodable {
        /// After this row.
        let at: Int
        let node: Int
        let removed: [Int]
        /// Places and texts by turns.
        let inserted: [Int]
        let conflicts: [ConflictReading]?
        let problem: String?
    }

    struct Span: Encodable {
        let kind: String
        let node: Int
        let from: Int64
        let to: Int64
        let text: String
    }

    let title: String
    let summary: [String]
    let configuration: [String]
    let isGood: Bool
    let calm: Int64?
    let end: Int64
    let nodes: [Node]
    let kinds: [String]
    private(set) var texts: [String] = []
    // Columns of the rows.
    private(set) var times: [Int64] = []
    private(set) var eventNodes: [Int] = []
    private(set) var eventKinds: [Int] = []
    private(set) var others: [Int] = []
    private(set) var details: [Int] = []
    private(set) var messages: [UInt64] = []
    /// Rows that belong to polls that brought nothing.
    private(set) var quiet: [Int] = []
    private(set) var states: [State] = []
    private(set) var spans: [Span] = []

    init(_ outcome: Outcome, title: String, polls: Set<String>) {
        self.title = title
        summary = Self.summary(outcome)
        configuration = outcome.configuration.lines
        isGood = outcome.isGood
        calm = outcome.calmFrom
        end = max(outcome.worldMilliseconds, outcome.events.last?.time ?? 0)
        let names = Self.names(outcome)
        nodes = names.map { Node(name: $0, role: Self.role($0, outcome)) }
        kinds = ReportKind.allCases.map(\.rawValue)
        var numbers = Numbers(names)
        fill(ReportEvents(outcome.events, outcome.observations, polls: polls), &numbers)
        spans = ReportSpans.find(
            outcome.events, nodes: outcome.nodeNames, services: outcome.serviceNames,
            calm: outcome.calmFrom, end: end
        ).map {
            Span(
                kind: $0.kind.rawValue, node: numbers.node($0.node), from: $0.from, to: $0.to,
                text: $0.text)
        }
        texts = numbers.texts
    }

    private mutating func fill(_ events: ReportEvents, _ numbers: inout Numbers) {
        let kindNumbers = Dictionary(
            uniqueKeysWithValues: ReportKind.allCases.enumerated().map { ($1, $0) })
        for (number, row) in events.rows.enumerated() {
            times.append(row.time)
            eventNodes.append(numbers.node(row.node))
            eventKinds.append(kindNumbers[row.kind] ?? 0)
            others.append(numbers.text(row.other))
            details.append(numbers.text(row.detail))
            messages.append(row.message)
            if row.isQuiet { quiet.append(number) }
        }
        for (row, observation) in events.states {
            var inserted: [Int] = []
            for insertion in observation.inserted {
                inserted += [insertion.place, numbers.text(insertion.line)]
            }
            states.append(
                State(
                    at: row, node: numbers.node(observation.device),
                    removed: observation.removed, inserted: inserted,
                    conflicts: observation.conflicts, problem: observation.problem))
        }
    }

    private static func summary(_ outcome: Outcome) -> [String] {
        var lines = outcome.violations.map { "\($0.checker): \($0.detail)" }
        if let error = outcome.error { lines.append("cannot be run: \(error)") }
        if let after = outcome.convergedAfter {
            lines.append("all replicas equal \(after) ms after the faults ended")
        }
        return lines
    }

    /// The world first, then machines in the order in which they came, then who answers.
    private static func names(_ outcome: Outcome) -> [String] {
        let machines = outcome.nodeNames.filter { !outcome.serviceNames.contains($0) }
        let known = ["world"] + outcome.serviceNames + machines
        var seen = Set(known)
        let strangers = outcome.events.map(\.node).filter { seen.insert($0).inserted }
        return known + strangers
    }

    private static func role(_ name: String, _ outcome: Outcome) -> String {
        if name == "world" || name == Expectation.subject { return "world" }
        if name == RelayNode.name { return "relay" }
        return outcome.serviceNames.contains(name) ? "service" : "replica"
    }

    /// For a `<script>` element: no text of a run can end it, or begin a comment in it.
    func script() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
            .replacing("<", with: #"\u003c"#)
            .replacing("\u{2028}", with: #"\u2028"#)
            .replacing("\u{2029}", with: #"\u2029"#)
    }

    /// Numbers in place of names and texts.
    private struct Numbers {
        private(set) var texts: [String] = []
        private var numberByText: [String: Int] = [:]
        private var numberByNode: [String: Int] = [:]

        init(_ nodes: [String]) {
            for (number, node) in nodes.enumerated() { numberByNode[node] = number }
        }

        /// Of a node that is not known: the world's.
        func node(_ name: String) -> Int { numberByNode[name] ?? 0 }

        mutating func text(_ text: String) -> Int {
            if let known = numberByText[text] { return known }
            texts.append(text)
            numberByText[text] = texts.count - 1
            return texts.count - 1
        }
    }
}
