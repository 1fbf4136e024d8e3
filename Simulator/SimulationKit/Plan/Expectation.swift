/// What a scenario expects of the world at a moment.
enum Expectation {
    static let subject = "expect"

    /// Breaks the run where the world is not as expected.
    static func check(_ words: [String], _ world: World) throws {
        guard let reason = try fault(words, world) else { return }
        world.fail("expect", reason)
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
            throw StepError("expect equal | reached NAME | DEVICE shows|lacks|unsent|stopped|down")
        }
        let rest = words.dropFirst(2).joined(separator: " ")
        if words[1] == "down" { return device.isUp ? "\(device.name) is up" : nil }
        guard let store = device.store else { return "\(device.name) is down" }
        switch words[1] {
        case "shows":
            let lines = try world.application.lines(of: store)
            return lines.contains(rest) ? nil : "\(device.name) shows \(lines), not '\(rest)'"
        case "lacks":
            let lines = try world.application.lines(of: store)
            return lines.contains(rest) ? "\(device.name) shows '\(rest)'" : nil
        case "unsent":
            let count = try store.unsentCount
            return "\(count)" == rest ? nil : "\(device.name) has \(count) unsent, not \(rest)"
        case "stopped":
            let stop = device.host?.sync.status.stop.map { "\($0)" } ?? "nothing"
            return stop.hasPrefix(rest) ? nil : "\(device.name) stopped for \(stop), not \(rest)"
        case "working":
            let stop = device.host?.sync.status.stop
            return stop.map { "\(device.name) stopped: \($0)" }
        default: throw StepError("nobody can expect that a device '\(words[1])'")
        }
    }
}
