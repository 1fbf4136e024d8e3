import SkeinCRDT
import SkeinStore
import SkeinWire

/// Puts a replica's conflicts into words: which values, whose, and why one of them is shown.
struct ConflictReader {
    let store: ReplicaStore
    let application: any SimulatedApplication
    /// Names of devices by their numbers.
    let devices: [String]

    func read() throws -> [ConflictReading] {
        try store.conflicts().flatMap { conflict in
            try conflict.fields.map { try reading(conflict.state, $0) }
        }
    }

    private func reading(_ state: EntityState, _ field: String) throws -> ConflictReading {
        let values = state.alive(field).sorted { $1.key < $0.key }
        let shown = state.shown(field)
        let choice = choice(of: field)
        return ConflictReading(
            entity: try application.name(of: state.id, in: store), field: field,
            rule: try rule(choice), why: try why(shown, values, choice),
            contenders: try values.map { try contender($0, isShown: $0.dot == shown?.dot) })
    }

    private func choice(of field: String) -> Choice {
        guard case .register(let choice) = store.schema.rule(field)?.kind else { return .latest }
        return choice
    }

    private func contender(
        _ value: AliveValue, isShown: Bool
    ) throws -> ConflictReading.Contender {
        let number = Int(value.dot.device.rawValue)
        let stamp = value.key.stamp
        return ConflictReading.Contender(
            text: try words(value.value),
            device: number < devices.count ? devices[number] : "device \(number)",
            time: Int64(clamping: stamp.milliseconds) - NodeClock.epoch.milliseconds,
            counter: stamp.counter, entry: value.key.isUnsent ? nil : value.key.logIndex,
            position: value.key.position, seen: value.seen, isShown: isShown)
    }

    // MARK: Rules

    private func rule(_ choice: Choice) throws -> String {
        switch choice {
        case .latest: "the last one in the common order"
        case .earliest: "the first one in the common order"
        case .ranked(let order):
            "the first of \(try order.map(words).joined(separator: ", ")) that is alive; "
                + "of equal ones the last in the common order"
        case .firstSet: "the first one in the common order that is set"
        case .lowest: "nothing if that is alive, else the smallest number"
        }
    }

    private func why(
        _ shown: AliveValue?, _ values: [AliveValue], _ choice: Choice
    ) throws -> String {
        guard let shown else { return "Nothing is shown." }
        let name = "'\(try words(shown.value))'"
        let others = values.filter { $0.dot != shown.dot }
        switch choice {
        case .latest: return "\(name) is shown: its order key is the highest, \(key(shown))."
        case .earliest: return "\(name) is shown: its order key is the lowest, \(key(shown))."
        case .ranked(let order):
            guard order.contains(shown.value) else {
                return "\(name) is shown: no value is ranked; its order key is the highest."
            }
            let lower = try others.filter { $0.value != shown.value }.map {
                "'\(try words($0.value))'"
            }
            let tie = others.contains { $0.value == shown.value }
            return "\(name) is shown: it ranks above \(lower.joined(separator: ", "))"
                + (tie ? ", and of the equal ones it is the last, \(key(shown))." : ".")
        case .firstSet:
            return "\(name) is shown: of those that are set its order key is the lowest, "
                + "\(key(shown))."
        case .lowest:
            return shown.value == .null
                ? "Nothing is shown: clearing beats every number."
                : "\(name) is shown: it is the smallest."
        }
    }

    private func key(_ value: AliveValue) -> String {
        let stamp = value.key.stamp
        let time = ReportTime.text(
            Int64(clamping: stamp.milliseconds) - NodeClock.epoch.milliseconds)
        guard !value.key.isUnsent else { return "not in the log yet, so after all that is" }
        return "(\(time), counter \(stamp.counter), entry \(value.key.logIndex), "
            + "place \(value.key.position))"
    }

    private func words(_ value: Value) throws -> String {
        switch value {
        case .null: return "nothing"
        case .bool(let flag): return flag ? "yes" : "no"
        case .integer(let number): return "\(number)"
        case .text(let text): return text
        case .bytes(let bytes): return Hex.encode(bytes)
        case .content(let hash): return try store.text(of: hash) ?? "a text that is not there"
        case .list(let values):
            return "(\(try values.map(words).joined(separator: ", ")))"
        }
    }
}

/// Times of a run for people.
enum ReportTime {
    /// `+3:25:45.678` after the run began, days in front where there are any.
    static func text(_ milliseconds: Int64) -> String {
        let size = milliseconds.magnitude
        func padded(_ number: UInt64, _ digits: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        let days = size / 86_400_000
        return (milliseconds < 0 ? "-" : "+") + (days > 0 ? "\(days) d " : "")
            + "\(size / 3_600_000 % 24):" + padded(size / 60_000 % 60, 2) + ":"
            + padded(size / 1_000 % 60, 2) + "." + padded(size % 1_000, 3)
    }
}
