import SkeinWire

/// What a scenario expects of the world at a moment, or `end`: after the calm.
enum Expectation {
    static let subject = "expect"

    /// Breaks the run where the world is not as expected.
    static func check(_ words: [String], _ world: World) throws {
        guard let reason = try fault(words, world) else { return }
        world.fail(subject, "\(words.joined(separator: " ")): \(reason)")
    }

    private static func fault(_ words: [String], _ world: World) throws -> String? {
        switch words.first {
        case "equal": return equal(Array(words.dropFirst()), world)
        case "reached":
            let name = words.dropFirst().joined(separator: " ")
            return world.counts[name] == nil ? "'\(name)' was not reached" : nil
        case "unreached":
            let name = words.dropFirst().joined(separator: " ")
            return world.counts[name].map { "'\(name)' was reached \($0) times" }
        default: return try ofDevice(words, world)
        }
    }

    private static func equal(_ names: [String], _ world: World) -> String? {
        let devices = names.isEmpty ? world.devices : names.compactMap(world.device)
        let digests = devices.compactMap { try? $0.store?.digest() }
        guard digests.count == devices.count else { return "one of the devices is down" }
        return Set(digests).count > 1 ? "the replicas differ" : nil
    }

    private static func ofDevice(_ words: [String], _ world: World) throws -> String? {
        guard words.count >= 2, let device = world.device(words[0]) else {
            throw StepError("there is no device '\(words.first ?? "")' yet")
        }
        let rest = words.dropFirst(2).joined(separator: " ")
        switch words[1] {
        case "down": return device.isUp ? "it is up" : nil
        case "notice":
            return device.noticeCounts[rest] == nil
                ? "it said \(device.noticeCounts.keys.sorted().joined(separator: ", "))" : nil
        case "stopped":
            let stop = device.host?.sync.status.stop.map { "\($0)" } ?? "nothing"
            return stop.hasPrefix(rest) ? nil : "it stopped for \(stop)"
        case "working":
            return device.host?.sync.status.stop.map { "it stopped for \($0)" }
        default: return try ofStore(device, words, rest, world)
        }
    }

    private static func ofStore(
        _ device: DeviceNode, _ words: [String], _ rest: String, _ world: World
    ) throws -> String? {
        guard let store = device.store else { return "it is down" }
        switch words[1] {
        case "shows", "lacks":
            let lines = try world.application.lines(of: store)
            let isThere = lines.contains { Wildcard(rest).matches($0) }
            return isThere == (words[1] == "shows")
                ? nil : "it shows \(lines.map { "'\($0)'" }.joined(separator: ", "))"
        case "unsent":
            let count = try store.unsentCount
            return "\(count)" == rest ? nil : "it has \(count)"
        case "conflict", "agrees":
            guard words.count == 4 else { throw StepError("conflict ENTITY FIELD") }
            let conflicts = try store.conflicts().flatMap { conflict in
                let name = try world.application.name(of: conflict.state.id, in: store)
                return conflict.fields.map { (entity: name, field: $0) }
            }
            let isThere = conflicts.contains {
                Wildcard(words[2]).matches($0.entity) && $0.field == words[3]
            }
            let listed = conflicts.map { "\($0.entity) \($0.field)" }.joined(separator: ", ")
            return isThere == (words[1] == "conflict")
                ? nil : "its conflicts are: \(listed.isEmpty ? "none" : listed)"
        default: throw StepError("nobody can expect that a device '\(words[1])'")
        }
    }
}

/// A text in which `*` stands for anything.
struct Wildcard {
    private let pieces: [String]

    init(_ text: String) {
        pieces = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }

    func matches(_ text: String) -> Bool {
        guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else {
            return pieces == [text]
        }
        guard text.hasPrefix(first), text.hasSuffix(last), text.count >= first.count + last.count
        else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
