import SkeinCRDT

extension Laws {
    /// The hybrid clock among members who stamp as they like (M3), in so many random steps: local
    /// stamps strictly increase and are at most 300 s + 1 s above log and wall time; whatever an
    /// honest operation saw stands before it in the common order.
    package static func clock(steps: Int, seed: UInt64) -> LawTally {
        var world = ClockWorld(seed)
        for _ in 0..<steps { world.step() }
        world.tally.seeds = 1
        return world.tally
    }
}

/// A relay's log of stamps, and the clocks of the devices that read it.
private struct ClockWorld {
    private struct Unsent {
        let raw: HybridTime
        let seen: Int
    }

    private struct Device {
        var clock = HybridClock()
        /// How far its calendar is off (milliseconds).
        let skew: Int64
        var ingested = 0
        var unsent: [Unsent] = []
        var lastTick: HybridTime?
        var lastKey: OrderKey?
    }

    var tally = LawTally()
    private let seed: UInt64
    private var random: SplitMix64
    private var devices: [Device]
    private var time: Int64 = 1_767_592_800_000
    /// By index: the log's time, the effective stamps inside, and the highest key so far.
    private var logTimes: [UInt64] = []
    private var stamps: [[HybridTime]] = []
    private var highest: [OrderKey] = []
    private static let year: Int64 = 31_536_000_000

    init(_ seed: UInt64) {
        self.seed = seed
        random = Generators(seed: seed).generator("laws.clock")
        devices = [0, 400, 10 * Self.year, -10 * Self.year].map { Device(skew: $0) }
    }

    mutating func step() {
        let device = Int(random.below(UInt64(devices.count)))
        switch random.below(16) {
        case 0..<3: time += random.chance(3) ? random.number(0...900_000) : random.number(0...40)
        case 3..<9: tick(device)
        case 9..<11: upload(device)
        case 11..<13: ingest(device)
        default: lie()
        }
    }

    private mutating func check(_ law: String, _ holds: Bool) {
        tally.check(law, "clock", seed, holds)
    }

    private mutating func tick(_ number: Int) {
        let wall = time + devices[number].skew
        let raw = devices[number].clock.tick(now: WallTime(milliseconds: wall))
        check("strictly increasing", devices[number].lastTick.map { $0 < raw } ?? true)
        if abs(devices[number].skew) < 1_000 {
            let bound = UInt64(max(wall, Int64(logTimes.last ?? 0))) + 301_000
            check("at most 301 s ahead", raw.milliseconds <= bound)
        }
        devices[number].lastTick = raw
        devices[number].unsent.append(Unsent(raw: raw, seen: devices[number].ingested))
    }

    private mutating func upload(_ number: Int) {
        let waiting = devices[number].unsent
        guard !waiting.isEmpty else { return }
        devices[number].unsent = []
        begin()
        for (position, operation) in waiting.enumerated() {
            let key = append(operation.raw, seen: operation.seen, position)
            let isAfterSeen = operation.seen == 0 || highest[operation.seen - 1] < key
            check("causal order", isAfterSeen && devices[number].lastKey.map { $0 < key } ?? true)
            devices[number].lastKey = key
        }
        end()
    }

    private mutating func ingest(_ number: Int) {
        for index in devices[number].ingested..<logTimes.count {
            for stamp in stamps[index] { devices[number].clock.observe(stamp) }
        }
        devices[number].ingested = logTimes.count
    }

    /// A member who stamps as it likes and claims to have seen anything.
    private mutating func lie() {
        begin()
        let raw: HybridTime =
            switch random.below(4) {
            case 0: .latest
            case 1: HybridTime(milliseconds: 0, counter: .max)
            case 2: HybridTime(milliseconds: random.next() >> 16, counter: .max)
            default: HybridTime(milliseconds: UInt64(time) + 299_999, counter: .max)
            }
        _ = append(raw, seen: Int(random.below(UInt64(logTimes.count))), 0)
        end()
    }

    // MARK: The log

    private mutating func begin() {
        logTimes.append(max(logTimes.last ?? 0, UInt64(time)))
        stamps.append([])
    }

    private mutating func append(_ raw: HybridTime, seen: Int, _ position: Int) -> OrderKey {
        let index = logTimes.count - 1
        let stamp = OrderKey.effectiveStamp(
            raw: raw, logTime: logTimes[index], seenLogTime: seen > 0 ? logTimes[seen - 1] : 0)
        check("at most 300 s over the log", stamp.milliseconds <= logTimes[index] + 300_000)
        stamps[index].append(stamp)
        return OrderKey(stamp: stamp, logIndex: UInt64(index), position: UInt32(position))
    }

    private mutating func end() {
        let index = logTimes.count - 1
        let keys = stamps[index].enumerated().map {
            OrderKey(stamp: $1, logIndex: UInt64(index), position: UInt32($0))
        }
        highest.append(([highest.last].compactMap { $0 } + keys).max() ?? keys[0])
    }
}
