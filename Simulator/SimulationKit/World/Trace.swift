import SkeinCRDT
import SkeinWire

/// One thing that happened in a run.
package struct TraceEvent: Hashable, Sendable, Codable {
    /// Milliseconds since the run began, by the world's own clock.
    package var time: Int64
    /// Who it happened to: a device, `relay`, a service, or `world`.
    package var node: String
    package var kind: TraceKind
    /// The other end of a message, or what is meant.
    package var other: String
    package var detail: String
    /// Joins the two ends of a message; 0 for what is no message.
    package var message: UInt64

    /// For a person or `grep`: time in ms, node, what, other end, detail.
    package var line: String {
        let number = message == 0 ? "" : " #\(message)"
        return "\(time) \(node) \(kind.rawValue) \(other) \(detail)\(number)"
    }
}

package enum TraceKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// What a person, a fault plan or a scenario did.
    case step
    case recorded, refused, ingested, sealed, conflict, notice
    case sent, delivered, answered, lost
    case started, ended, crashed
    case violation
    /// A change on a disk; kept only where bytes are looked at.
    case disk
}

/// Every event of a run, folded into one digest; kept in full only where somebody wants to see it.
package struct Trace {
    package private(set) var events: [TraceEvent] = []
    package private(set) var count = 0
    package let keeps: Bool
    /// Also every change on a disk, and a hash of every message's bytes: what two runs of one seed
    /// differ in.
    package let keepsBytes: Bool
    private var hash = SHA256.Stream()

    init(keeps: Bool, keepsBytes: Bool) {
        self.keeps = keeps || keepsBytes
        self.keepsBytes = keepsBytes
    }

    /// Equal for two runs that did the same: every event, disk write and byte on the wire.
    package var digest: String { Hex.encode(hash.finalize()) }

    mutating func add(_ event: TraceEvent, bytes: [UInt8] = []) {
        count += 1
        let line =
            "\(event.time)\t\(event.node)\t\(event.kind.rawValue)\t\(event.other)\t\(event.detail)"
            + "\t\(event.message)\n"
        hash.update(Array(line.utf8))
        hash.update(bytes)
        guard keeps else { return }
        events.append(event)
        if keepsBytes, !bytes.isEmpty {
            var hash = ByteHash()
            hash.combine(bytes)
            events[events.count - 1].detail +=
                " \(bytes.count) bytes \(String(hash.value, radix: 16))"
        }
    }

    /// What is too fine for a person to read, but counts for the digest: a disk write.
    mutating func fold(_ event: DiskEvent, on disk: String, at time: MonotonicTime) {
        count += 1
        let digest = event.digest
        hash.update((0..<8).map { UInt8(truncatingIfNeeded: digest >> (8 * $0)) })
        guard keepsBytes else { return }
        events.append(
            TraceEvent(
                time: time.milliseconds, node: disk, kind: .disk, other: event.path,
                detail: "\(event.kind.rawValue) at \(event.offset) \(event.length) bytes "
                    + String(event.hash, radix: 16),
                message: 0))
    }
}
