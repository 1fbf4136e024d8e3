import Foundation
import Inbox
import Skein
import SkeinCRDT
import SkeinStore
import SkeinSync

extension LiveSession {
    package func doctor() async throws -> DoctorFacts {
        let status = await replica.syncStatus
        let unsent = try await replica.perform { store, _, _ in try store.unsentCount }
        let last = try await replica.perform { store, _, _ in try store.lastCompleteSync() }
        return DoctorFacts(
            store: try await storeFacts(), relay: await relayFacts(status),
            lastSync: status?.lastComplete ?? last, unsent: unsent,
            sources: try await sourceFacts(), versions: Self.versions)
    }

    private func storeFacts() async throws -> StoreFacts {
        let path = ReplicaStore.databasePath(folder)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
        return try await replica.perform { store, _, _ in
            StoreFacts(
                path: path, sizeBytes: size ?? 0, logSize: store.logSize,
                damage: try store.damage())
        }
    }

    private func relayFacts(_ status: SyncStatus?) async -> RelayFacts? {
        guard let url = replica.secrets.current.relayURL else { return nil }
        let problem: String? =
            switch await network() {
            case .unreachable(let detail): detail
            case .unset, .online, .offline: status?.stop.map { String(describing: $0) }
            }
        return RelayFacts(
            url: url, problem: problem, wantedOnline: await isWantedOnline,
            clockSkew: status?.clockSkew)
    }

    private static let versions = [
        VersionFact(name: "skein", version: "0.1"),
        VersionFact(name: "store", version: String(ReplicaStore.format)),
    ]
}
