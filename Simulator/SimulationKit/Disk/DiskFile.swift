import SkeinCRDT

/// What became of unsynced changes when the power failed; sectors of 512 bytes.
package struct PowerLossTally: Hashable, Sendable {
    package var keptSectors = 0
    package var lostSectors = 0
    /// Kept ones before which one of the same file was lost.
    package var reorderedSectors = 0
    package var tornSectors = 0
    package var lostNames = 0
}

/// A file as the kernel shows it, as the platter holds it, and the changes between the two.
struct DiskFile: Sendable {
    static let sectorBytes = 512
    /// A kernel does not gather for ever either: beyond this the oldest changes reach the platter.
    private static let pendingBytesMax = 16 << 20

    private enum Change: Sendable {
        case write(offset: Int, bytes: [UInt8])
        case truncate(size: Int)
    }

    private(set) var cached: [UInt8] = []
    private(set) var durable: [UInt8] = []
    private var pending: [Change] = []
    private var pendingBytes = 0

    init() {}

    /// A file that has been on the platter for long.
    init(durable bytes: [UInt8]) {
        cached = bytes
        durable = bytes
    }

    var isSynced: Bool { pending.isEmpty }

    /// Fewer bytes than asked for at the end of the file.
    func read(at offset: Int, count: Int) -> [UInt8] {
        guard offset < cached.count else { return [] }
        return Array(cached[offset..<min(cached.count, offset + count)])
    }

    mutating func write(_ bytes: [UInt8], at offset: Int) {
        guard !bytes.isEmpty else { return }
        Self.put(bytes[...], at: offset, into: &cached)
        pending.append(.write(offset: offset, bytes: bytes))
        pendingBytes += bytes.count
        if pendingBytes > Self.pendingBytesMax { writeBack() }
    }

    mutating func truncate(to size: Int) {
        Self.resize(&cached, to: size)
        pending.append(.truncate(size: size))
    }

    mutating func sync() {
        for change in pending { Self.apply(change, to: &durable) }
        forgetPending()
    }

    /// A failed sync: the unsynced changes never reach the platter.
    ///
    /// - Parameter keepsCache: True as under ext4, where reading still shows them; false as under
    ///   XFS, where reading shows the platter.
    mutating func dropPending(keepsCache: Bool) {
        forgetPending()
        if !keepsCache { cached = durable }
    }

    /// Changes the bytes at a place, in the cache and on the platter alike.
    mutating func rot(_ place: Range<Int>, by mask: [UInt8]) {
        for (index, change) in zip(place, mask) {
            cached[index] ^= change
            if index < durable.count { durable[index] ^= change }
        }
    }

    /// Each unsynced sector is kept or lost; the last one written may be torn.
    mutating func losePower(_ random: inout SplitMix64, _ tally: inout PowerLossTally) {
        // By file, so that a log can be lost whose database is kept, and the other way round.
        let keptPercent = random.pick([0, 25, 50, 75, 100])
        var hasLost = false
        for (number, change) in pending.enumerated() {
            switch change {
            case .truncate:
                guard random.chance(keptPercent) else {
                    hasLost = true
                    continue
                }
                Self.apply(change, to: &durable)
            case .write(let offset, let bytes):
                for sector in Self.sectors(of: bytes, at: offset) {
                    let isLast = number == pending.count - 1 && sector.endIndex == bytes.count
                    let kept = Self.keptBytes(of: sector.count, isLast, keptPercent, &random)
                    tally.count(kept: kept, of: sector.count, hasLost: &hasLost)
                    Self.put(
                        sector.prefix(kept), at: offset + sector.startIndex, into: &durable)
                }
            }
        }
        forgetPending()
        cached = durable
    }

    private static func keptBytes(
        of count: Int, _ isLast: Bool, _ keptPercent: Int, _ random: inout SplitMix64
    ) -> Int {
        if isLast, count > 1, random.chance(50) { return 1 + Int(random.below(UInt64(count - 1))) }
        return random.chance(keptPercent) ? count : 0
    }

    /// The parts of a write that lie in one sector each.
    private static func sectors(of bytes: [UInt8], at offset: Int) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + sectorBytes - (offset + start) % sectorBytes)
            parts.append(bytes[start..<end])
            start = end
        }
        return parts
    }

    private mutating func writeBack() {
        var count = 0
        while pendingBytes > Self.pendingBytesMax / 2, count < pending.count {
            Self.apply(pending[count], to: &durable)
            if case .write(_, let bytes) = pending[count] { pendingBytes -= bytes.count }
            count += 1
        }
        pending.removeFirst(count)
    }

    private mutating func forgetPending() {
        pending = []
        pendingBytes = 0
    }

    private static func apply(_ change: Change, to content: inout [UInt8]) {
        switch change {
        case .write(let offset, let bytes): put(bytes[...], at: offset, into: &content)
        case .truncate(let size): resize(&content, to: size)
        }
    }

    private static func put(
        _ bytes: ArraySlice<UInt8>, at offset: Int, into content: inout [UInt8]
    ) {
        guard !bytes.isEmpty else { return }
        if content.count < offset + bytes.count { resize(&content, to: offset + bytes.count) }
        content.withUnsafeMutableBytes { target in
            bytes.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: $0)
            }
        }
    }

    private static func resize(_ content: inout [UInt8], to size: Int) {
        if size < content.count {
            content.removeLast(content.count - size)
        } else {
            content += [UInt8](repeating: 0, count: size - content.count)
        }
    }
}

extension PowerLossTally {
    fileprivate mutating func count(kept: Int, of count: Int, hasLost: inout Bool) {
        if kept == 0 {
            lostSectors += 1
            hasLost = true
            return
        }
        if kept < count { tornSectors += 1 } else { keptSectors += 1 }
        if hasLost { reorderedSectors += 1 }
    }
}
