package import Foundation
import Inbox
import Skein
import SkeinCRDT
package import SkeinClock
package import SkeinHTTP
import SkeinStore
import SkeinSync

extension LiveSession {
    /// Puts a damaged database aside and begins another one with the same identity, from the relay
    /// and the journal of unsent edits.
    ///
    /// - Throws: `SessionError.storeIsSound` where a full examination finds nothing wrong, and
    ///   `.store(.rebuilding)` where that is so because a rebuild is under way.
    package static func rebuild(
        folder: URL, clock: SystemClock, client: any HTTPClient
    ) async throws -> RebuildFacts {
        func open(rebuilds: Bool) throws(ReplicaError) -> Replica {
            try Replica(
                folder: folder, schema: InboxSchema.schema, views: InboxViews.views, clock: clock,
                client: client, rebuilds: rebuilds)
        }
        return try await translating {
            try await refuseSound(folder: folder) { () throws(ReplicaError) in
                try open(rebuilds: false)
            }
            let kept = try ReplicaStore.setAside(folder: folder)
            let replica = try open(rebuilds: true)
            try await replica.runOnce()
            let status = await replica.syncStatus
            let facts = try await replica.perform { store, _, _ in
                RebuildFacts(
                    kept: kept, isComplete: !store.isRebuilding, entries: store.logSize,
                    unsent: try store.unsentCount, problem: nil)
            }
            try await replica.close()
            return facts.explained(by: status)
        }
    }

    private static func refuseSound(
        folder: URL, open: () throws(ReplicaError) -> Replica
    ) async throws {
        let isRebuilding: Bool
        do {
            try SecretsFile.refuseWithoutDatabase(folder: folder)
            let replica = try open()
            let (damage, known) = try await replica.perform { store, _, _ in
                (try store.examine(), store.isRebuilding)
            }
            try await replica.close()
            guard damage == nil else { return }
            isRebuilding = known
        } catch ReplicaError.store(let error) where error.isDamage {
            return
        } catch let error as StoreError where error.isDamage {
            return
        }
        // One that is being rebuilt already goes on with the next synchronisation.
        throw isRebuilding ? SessionError.store(.rebuilding) : .storeIsSound
    }
}

extension StoreError {
    fileprivate var isDamage: Bool {
        switch self {
        case .damaged, .inconsistent: true
        default: false
        }
    }
}

extension RebuildFacts {
    fileprivate func explained(by status: SyncStatus?) -> RebuildFacts {
        guard !isComplete else { return self }
        var facts = self
        if let stop = status?.stop {
            facts.problem = SessionError(stop)
        } else if case .unreachable(let detail)? = status?.contact {
            facts.problem = .relayUnreachable(detail: detail)
        } else if case .notTheRelay? = status?.contact {
            facts.problem = .notARelay(detail: "")
        }
        return facts
    }
}
