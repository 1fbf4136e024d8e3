import SkeinCRDT

/// How well messages travel, for all links alike.
package struct LinkQuality: Hashable, Sendable {
    package var delayMilliseconds: ClosedRange<Int64> = 5...40
    /// Of 100 messages so many never arrive.
    package var lossPercent = 0
    /// Of 100 requests so many arrive twice (a proxy repeats them); never such as may arrive once.
    package var copyPercent = 0
    /// Of 100 answers so many end in the middle.
    package var resetPercent = 0
    /// Of 100 messages so many take a hundred times as long.
    package var stallPercent = 0

    package init() {}
    package static let good = LinkQuality()
}

/// Who reaches whom. A cut link swallows messages; nobody is told.
package struct Network {
    struct Link: Hashable {
        let from: String
        let to: String
    }

    package var quality = LinkQuality.good
    private var cut: Set<Link> = []
    /// A clogged node's messages wait until it is unclogged, then arrive all at once.
    private var clogged: Set<String> = []
    var random: SplitMix64

    init(random: SplitMix64) { self.random = random }

    package var isWhole: Bool { cut.isEmpty && clogged.isEmpty }

    mutating func cut(from: String, to: String) { cut.insert(Link(from: from, to: to)) }

    /// Only nodes of one group reach each other; a node in no group reaches nobody.
    mutating func partition(_ groups: [[String]], of nodes: [String]) {
        cut = []
        for from in nodes {
            for to in nodes where from != to {
                let isTogether = groups.contains { $0.contains(from) && $0.contains(to) }
                if !isTogether { cut.insert(Link(from: from, to: to)) }
            }
        }
    }

    mutating func heal() {
        cut = []
        clogged = []
    }

    mutating func clog(_ node: String) { clogged.insert(node) }
    mutating func unclog(_ node: String) { clogged.remove(node) }

    func isCut(from: String, to: String) -> Bool { cut.contains(Link(from: from, to: to)) }

    func isClogged(_ from: String, _ to: String) -> Bool {
        clogged.contains(from) || clogged.contains(to)
    }

    /// How long one message takes; nil if it is lost.
    mutating func delay(from: String, to: String) -> Duration? {
        let milliseconds = random.number(quality.delayMilliseconds)
        let isLost = random.chance(quality.lossPercent)
        let isStalled = random.chance(quality.stallPercent)
        guard !isCut(from: from, to: to), !isLost else { return nil }
        return .milliseconds(isStalled ? milliseconds * 100 : milliseconds)
    }
}
