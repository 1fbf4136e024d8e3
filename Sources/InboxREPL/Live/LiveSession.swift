package import Foundation
package import Inbox
import Skein
import SkeinCRDT
package import SkeinClock
package import SkeinHTTP
import SkeinStore
import SkeinSync
import Synchronization

/// The session of a real device: one replica in a folder, its network, its sources.
package final class LiveSession: Session {
    let replica: Replica
    let folder: URL
    let zone: TimeZone
    /// The loop that runs beside the prompt; awaited by `close`.
    let loop = Mutex<Task<Void, Never>?>(nil)
    /// What turns changes into notices for the prompt; awaited by `close`.
    let watch = Mutex<Task<Void, Never>?>(nil)

    /// Opens or creates the replica in a folder.
    ///
    /// - Throws: `SessionError` where a person can do something about it.
    package init(
        folder: URL, clock: SystemClock, zone: TimeZone, client: any HTTPClient
    ) throws {
        self.folder = folder
        self.zone = zone
        replica = try Self.translating {
            try SecretsFile.refuseWithoutDatabase(folder: folder)
            return try Replica(
                folder: folder, schema: InboxSchema.schema, views: InboxViews.views, clock: clock,
                client: client, makeEngines: SourceEngines.make)
        }
    }

    package func desk<Result: Sendable>(
        _ body: @escaping @Sendable (InboxDesk) throws -> Result
    ) async throws -> Result {
        let zone = zone
        return try await replica.perform { store, now, generator in
            let random = RandomSource(generator)
            defer { generator = random.generator }
            return try body(InboxDesk(store: store, now: now, zone: zone, random: random))
        }
    }

    // MARK: Network

    package func network() async -> NetworkState {
        guard await replica.hasWorkspace else { return .unset }
        guard await isWantedOnline else { return .offline }
        switch await replica.syncStatus?.contact {
        case nil, .unknown?, .reached?: return .online
        case .unreachable(let detail)?: return .unreachable(detail: detail)
        case .notTheRelay?: return .unreachable(detail: "not the relay")
        case .refused(let code)?: return .unreachable(detail: code)
        case .contradicted(let detail)?: return .unreachable(detail: detail)
        }
    }

    package func setOnline(_ online: Bool) async throws {
        try await replica.perform { store, _, _ in
            try store.setLocal(Self.offlineKey, online ? nil : [1])
        }
        await replica.setOnline(online)
    }

    var isWantedOnline: Bool {
        get async {
            let mark = try? await replica.perform { store, _, _ in
                try store.local(Self.offlineKey)
            }
            return mark.flatMap { $0 } == nil
        }
    }

    private static let offlineKey = "session/offline"

    // MARK: Life

    /// Runs the loop beside the prompt until `close`.
    func startLoop() async {
        guard await replica.hasWorkspace else { return }
        let replica = replica
        let wantsOnline = await isWantedOnline
        loop.withLock { task in
            guard task == nil else { return }
            task = Task {
                do throws(ReplicaError) {
                    try await replica.runLive(startingOnline: wantsOnline)
                } catch {
                    await replica.report(error)
                }
            }
        }
    }

    package func close() async throws {
        // The watch first: it reads from the replica, and takes what fails there for news.
        await Self.end(watch)
        await Self.end(loop)
        try await Self.translating { try await replica.close() }
    }

    private static func end(_ life: borrowing Mutex<Task<Void, Never>?>) async {
        let task = life.withLock { task in
            defer { task = nil }
            return task
        }
        task?.cancel()
        await task?.value
    }

    // MARK: Errors

    /// Runs a step of the replica and puts its errors into the session's words.
    static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as ReplicaError {
            throw word(for: error)
        }
    }

    static func translating<Result: Sendable>(
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as ReplicaError {
            throw word(for: error)
        }
    }

    private static func word(for error: ReplicaError) -> any Error {
        guard let known = SessionError(error) else { return error }
        return known
    }
}
