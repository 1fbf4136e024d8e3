import SkeinCRDT
import SkeinStore

/// One property of the end of a run.
protocol Checker: Sendable {
    var name: String { get }
    /// How the property is broken, in a sentence; nil where it holds.
    func fault(_ world: World) throws -> String?
}

enum Checkers {
    static let all: [any Checker] = [AcknowledgedChecker(), ApplicationChecker()]
}

/// No acknowledged operation is lost: it is in the log, or still unsent on its device.
struct AcknowledgedChecker: Checker {
    let name = "acknowledged"

    func fault(_ world: World) throws -> String? {
        for device in world.devices where !device.isHostile && !device.isCopy {
            guard let store = device.store else { return "\(device.name) is down" }
            let unsent = Set(try store.unsent().operations.map(\.dot))
            let logged = Set(try store.loggedOperations().map(\.operation.dot))
            for dot in device.acknowledged.sorted() where !unsent.contains(dot) {
                guard logged.contains(dot) else {
                    return "\(device.name) acknowledged \(dot), which is nowhere any more"
                }
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
