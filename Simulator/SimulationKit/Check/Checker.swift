import SkeinCRDT

/// One property of the end of a run.
protocol Checker: Sendable {
    var name: String { get }
    /// How the property is broken, in a sentence; nil where it holds.
    func fault(_ world: World) throws -> String?
}

enum Checkers {
    static let all: [any Checker] = [AcknowledgedChecker(), ApplicationChecker()] + ofTheLog
}

/// No acknowledged operation is lost: it is in the log, the relay's or the one that its device has
/// read, or still unsent on its device.
struct AcknowledgedChecker: Checker {
    let name = "acknowledged"

    func fault(_ world: World) throws -> String? {
        let served = Set(try LogReading.of(world).operations.map { Receipt($0.operation) })
        for device in world.devices where !device.isHostile && !device.isCopy {
            guard let store = device.store else { return "\(device.name) is down" }
            let unsent = Set(try store.unsent().operations.map(Receipt.init))
            let logged = Set(try store.loggedOperations().map { Receipt($0.operation) })
            let lost = device.acknowledged.filter {
                !unsent.contains($0) && !logged.contains($0) && !served.contains($0)
            }
            if let first = lost.min(by: { $0.stamp < $1.stamp }) {
                return "\(device.name) acknowledged \(lost.count) operations that are nowhere any "
                    + "more, the first \(first)"
            }
        }
        return nil
    }
}

/// The application's own rules hold on every replica.
struct ApplicationChecker: Checker {
    let name = "application"

    func fault(_ world: World) throws -> String? {
        for device in world.devices where !device.isHostile {
            guard let store = device.store else { continue }
            if let fault = try world.application.fault(in: store) {
                return "\(device.name): \(fault)"
            }
        }
        return nil
    }
}
