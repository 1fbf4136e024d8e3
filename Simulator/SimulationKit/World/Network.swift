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
    private let generators: Generators
    /// One for each direction: what one device does changes no other one's luck, so that a shrinker
    /// can leave devices out.
    private var randomByLink: [Link: SplitMix64] = [:]

    init(_ generators: Generators) { self.generators = generators }

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

    /// How long one message takes, and whether it stalls on the way; nil if it is lost.
    mutating func delay(from: String, to: String) -> (span: Duration, isStalled: Bool)? {
        let link = Link(from: from, to: to)
        var random = generator(of: link)
        defer { randomByLink[link] = random }
        let milliseconds = random.number(quality.delayMilliseconds)
        let isLost = random.chance(quality.lossPercent)
        let isStalled = random.chance(quality.stallPercent)
        guard !isCut(from: from, to: to), !isLost else { return nil }
        return (.milliseconds(isStalled ? milliseconds * 100 : milliseconds), isStalled)
    }

    /// Whether a message between two meets with what happens to so many of 100.
    mutating func chance(_ percent: Int, from: String, to: String) -> Bool {
        let link = Link(from: from, to: to)
        var random = generator(of: link)
        defer { randomByLink[link] = random }
        return random.chance(percent)
    }

    private func generator(of link: Link) -> SplitMix64 {
        randomByLink[link] ?? generators.generator("network.\(link.from).\(link.to)")
    }
}
