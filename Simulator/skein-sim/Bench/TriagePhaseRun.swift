import Foundation
import SkeinCRDT
import SkeinStore
import SkeinWire
import TriageWorkload

/// The phases of one round, over real stores, keys and batches in a folder that they share.
struct TriagePhaseRun {
    static let standardOperations = 100_000
    static let writers = 8
    /// The merged replica's device.
    static let reader = 8
    /// The device that records single operations in the end.
    static let late = 9

    let folder: URL
    /// Operations in one local transaction.
    let batch: Int
    /// The length of the workload.
    let operations: Int

    func measure(_ phase: TriagePhase) throws -> BenchFigures {
        switch phase {
        case .local: try local()
        case .merge: try merge()
        case .reverse: try reverse()
        case .open: try open()
        case .trickle: try trickle()
        }
    }

    /// The same members in every phase: their keys follow from their numbers.
    func workspace() throws -> TriageWorkspace { try TriageWorkspace(devices: Self.late + 1) }

    func place(_ name: String) -> URL { folder.appending(path: name) }

    /// The merged replica, as the phase `merge` leaves it.
    var merged: URL { place("m1") }

    func seconds(_ work: () throws -> Void) rethrows -> Double {
        try ContinuousClock().measure(work).seconds
    }
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
