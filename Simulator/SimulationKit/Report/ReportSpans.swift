/// A stretch of a node's life in which something was wrong.
struct ReportSpan: Hashable, Sendable {
    enum Kind: String, Hashable, Sendable {
        /// Its process or its machine is down.
        case down
        /// Messages to or from it vanish.
        case cut
        /// Messages to and from it wait.
        case held
        /// A person has switched its network off.
        case offline
        /// Its clock is not right.
        case clock
        /// Its disk has no room.
        case full
        /// It does not keep to the rules.
        case lie
    }

    let kind: Kind
    let node: String
    let from: Int64
    var to: Int64
    let text: String
}

/// Finds the spans in a trace: what steps switched on, until a step or the calm switched it off.
struct ReportSpans {
    private struct Key: Hashable {
        let kind: ReportSpan.Kind
        let node: String
    }

    private let nodes: [String]
    private let services: Set<String>
    private var network = Network(Generators(seed: 0))
    private var open: [Key: ReportSpan] = [:]
    private var closed: [ReportSpan] = []

    /// - Parameter services: the nodes that answer calls, the relay among them.
    /// - Parameter calm: when all faults end (milliseconds); nil where the run did not get there.
    static func find(
        _ events: [TraceEvent], nodes: [String], services: [String], calm: Int64?, end: Int64
    ) -> [ReportSpan] {
        var spans = ReportSpans(nodes: nodes, services: Set(services))
        var isCalm = false
        for event in events {
            if let calm, !isCalm, event.time >= calm, event.kind != .step {
                isCalm = true
                spans.calmDown(calm)
            }
            spans.take(event)
        }
        if let calm, !isCalm { spans.calmDown(calm) }
        return spans.finished(end)
    }

    private init(nodes: [String], services: Set<String>) {
        self.nodes = nodes
        self.services = services
    }

    private mutating func take(_ event: TraceEvent) {
        switch event.kind {
        case .ended: begin(.down, event.node, event.time, "ended")
        case .crashed: begin(.down, event.node, event.time, "without power")
        case .started: finish(.down, event.node, event.time)
        case .step: step(event)
        default: break
        }
    }

    private mutating func step(_ event: TraceEvent) {
        let words = event.detail.split(separator: " ").map(String.init)
        let rest = Array(words.dropFirst())
        let (node, time) = (event.node, event.time)
        switch words.first {
        case "partition" where node == "world":
            network.partition(rest.split(separator: "|").map(Array.init), of: nodes)
            showCuts(time)
        case "cut" where node == "world" && rest.count == 2:
            network.cut(from: rest[0], to: rest[1])
            showCuts(time)
        case "heal" where node == "world":
            network.heal()
            showCuts(time)
            finishAll([.held], time)
        case "clog" where node == "world":
            for name in rest { begin(.held, name, time, "messages wait") }
        case "unclog" where node == "world":
            for name in rest { finish(.held, name, time) }
        case "offline": begin(.offline, node, time, "offline")
        case "online": finish(.offline, node, time)
        case "clock": clock(rest, node, time)
        case "disk" where rest.first == "full": begin(.full, node, time, "disk full")
        case "disk" where rest.first == "free": finish(.full, node, time)
        case "lie", "hostile":
            finish(.lie, node, time)
            begin(.lie, node, time, "lies: \(rest.joined(separator: " "))")
        case "honest": finish(.lie, node, time)
        default: break
        }
    }

    private mutating func clock(_ words: [String], _ node: String, _ time: Int64) {
        finish(.clock, node, time)
        switch words.first {
        case "jump": begin(.clock, node, time, "clock wrong")
        case "rate" where words.last == "0": begin(.clock, node, time, "clock stands still")
        case "rate" where words.last != "100":
            begin(.clock, node, time, "clock at \(words.last ?? "?") %")
        default: break
        }
    }

    /// A device speaks to services alone, so only links to and from them count.
    private mutating func showCuts(_ time: Int64) {
        for node in nodes where !services.contains(node) {
            let others = nodes.filter(services.contains)
            let parts = others.compactMap { other -> String? in
                switch (network.isCut(from: node, to: other), network.isCut(from: other, to: node))
                {
                case (true, true): "cut off from \(other)"
                case (true, false): "cannot reach \(other)"
                case (false, true): "does not hear \(other)"
                case (false, false): nil
                }
            }
            let text = parts.joined(separator: ", ")
            guard open[Key(kind: .cut, node: node)]?.text ?? "" != text else { continue }
            finish(.cut, node, time)
            if !text.isEmpty { begin(.cut, node, time, text) }
        }
    }

    private mutating func calmDown(_ time: Int64) {
        network.heal()
        finishAll([.cut, .held, .offline, .clock, .full, .lie], time)
    }

    // MARK: Beginnings and ends

    private mutating func begin(
        _ kind: ReportSpan.Kind, _ node: String, _ time: Int64, _ text: String
    ) {
        let key = Key(kind: kind, node: node)
        guard open[key] == nil else { return }
        open[key] = ReportSpan(kind: kind, node: node, from: time, to: time, text: text)
    }

    private mutating func finish(_ kind: ReportSpan.Kind, _ node: String, _ time: Int64) {
        guard var span = open.removeValue(forKey: Key(kind: kind, node: node)) else { return }
        span.to = time
        closed.append(span)
    }

    private mutating func finishAll(_ kinds: [ReportSpan.Kind], _ time: Int64) {
        let keys = open.keys.filter { kinds.contains($0.kind) }
            .sorted { ($0.node, $0.kind.rawValue) < ($1.node, $1.kind.rawValue) }
        for key in keys { finish(key.kind, key.node, time) }
    }

    private mutating func finished(_ time: Int64) -> [ReportSpan] {
        finishAll([.down, .cut, .held, .offline, .clock, .full, .lie], time)
        return closed.sorted {
            ($0.from, $0.node, $0.kind.rawValue) < ($1.from, $1.node, $1.kind.rawValue)
        }
    }
}
