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
        let relay = try await relayFacts(status)
        let sources = try await sourceFacts()
        // Last: where it finds damage, nothing more is read.
        return DoctorFacts(
            store: try await storeFacts(), relay: relay,
            lastSync: status?.lastComplete ?? last, unsent: unsent, sources: sources,
            versions: VersionFact.all)
    }

    private func storeFacts() async throws -> StoreFacts {
        let path = ReplicaStore.databasePath(folder)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64
        return try await replica.perform { store, _, _ in
            StoreFacts(
                path: path, sizeBytes: size ?? 0, logSize: store.logSize,
                damage: try store.examine(), isRebuilding: store.isRebuilding)
        }
    }

    private func relayFacts(_ status: SyncStatus?) async throws -> RelayFacts? {
        guard let url = replica.secrets.current.relayURL else { return nil }
        let isWantedOnline = await isWantedOnline
        var problem = try await stop(status)
        if problem == nil, isWantedOnline { problem = await askRelay(url) }
        return RelayFacts(
            url: url, problem: problem, wantedOnline: isWantedOnline,
            clockSkew: status?.clockSkew)
    }

    /// Why nothing is exchanged until a person acts.
    private func stop(_ status: SyncStatus?) async throws -> SessionError? {
        if let stop = status?.stop { return SessionError(stop) }
        let copied = try await replica.perform { store, _, _ in
            try store.local(SyncEngine.copiedKey)
        }
        return copied == nil ? nil : .deviceCopied
    }

    /// Whether the relay of this workspace answers at its address now.
    private func askRelay(_ url: String) async -> SessionError? {
        let outcome = await replica.client.perform(RelayCalls.identity(url: url), gate: nil)
        switch RelayAnswers.identity(outcome) {
        case .done(let found):
            return found.key == replica.secrets.current.relay?.key ? nil : .notARelay(detail: url)
        case .unreachable(let failure): return .relayUnreachable(detail: failure.detail)
        case .refused(_, let code, let detail): return .refused(detail: "\(code) \(detail)")
        case .notTheRelay, .malformed: return .notARelay(detail: url)
        }
    }
}
