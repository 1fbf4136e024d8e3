package import Foundation
package import SkeinCRDT
package import SkeinClock
package import SkeinFiles
package import SkeinHTTP
package import SkeinStore
package import SkeinSync
import SkeinWire

/// One device's replica: its store, its engines, and the one loop that drives them.
///
/// Everything works with the relay away: commands go to the store, the engines catch up later.
public actor Replica {
    /// Makes an application's own engines over the store.
    package typealias EngineMaker = @Sendable (ReplicaStore, SecretsFile) -> [any Engine]

    let executor = SerialQueueExecutor(label: "skein.replica")
    package nonisolated let secrets: SecretsFile
    package nonisolated let clock: SystemClock
    package nonisolated let client: any HTTPClient
    /// What people should learn of, in order.
    package nonisolated let notices: AsyncStream<Notice>
    let noticeSink: AsyncStream<Notice>.Continuation
    /// Beats after anything may have changed; beats that nobody took yet fold into one.
    package nonisolated let changes: AsyncStream<Void>
    let changeSink: AsyncStream<Void>.Continuation
    let store: ReplicaStore
    let makeEngines: EngineMaker
    var random = AnyGenerator(SystemRandomNumberGenerator())

    /// The engines; nil before a workspace is joined.
    var host: EngineHost?
    var driver: Driver?
    var waiters: [Waiter] = []
    var startsOnline = true
    /// What `setOnline` said last during a run.
    var isOnlineWanted = true
    /// Whether a run in the mode `settled` may end.
    var isSettled: @Sendable (ReplicaStore) -> Bool = { _ in true }

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Opens or creates the replica in a folder.
    ///
    /// - Parameter rebuilds: A database that is not there although the secrets name a workspace is
    ///   begun anew with their identity; what it held comes back with the next synchronisation, and
    ///   until then nothing can be recorded. `ReplicaStore.setAside` makes room for it.
    /// - Throws: `ReplicaError`, among them `.store(.locked)` where another process owns it.
    package init(
        folder: URL, schema: Schema, views: Views, clock: SystemClock, client: any HTTPClient,
        files: any FileSystem = SystemFileSystem(), rebuilds: Bool = false,
        makeEngines: @escaping EngineMaker = { _, _ in [] }
    ) throws(ReplicaError) {
        let secrets: SecretsFile
        do {
            store = try ReplicaStore(folder: folder, schema: schema, views: views, files: files)
            secrets = try SecretsFile(folder: folder, files: files)
            // A workspace that is still being founded has no log to come back from.
            let known = secrets.current
            if rebuilds, let workspace = known.workspace, known.founding == nil {
                try store.beginRebuild(workspace: workspace, device: known.keys.id)
            }
        } catch let error as ReplicaError {
            throw error
        } catch let error as StoreError {
            throw .store(error)
        } catch {
            throw .file(path: folder.path, detail: String(describing: error))
        }
        self.secrets = secrets
        self.clock = clock
        self.client = client
        self.makeEngines = makeEngines
        (notices, noticeSink) = AsyncStream.makeStream(
            of: Notice.self, bufferingPolicy: .bufferingNewest(256))
        (changes, changeSink) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        store.epochKey = { secrets.current.keyByEpoch[$0] }
    }

    // MARK: Commands

    /// Runs one command on the store, then lets the engines see what it recorded.
    package func perform<Answer: Sendable>(
        _ body: @Sendable (ReplicaStore, Instant, inout AnyGenerator) throws -> Answer
    ) throws -> Answer {
        let before = try store.unsentCount
        let answer = try body(store, clock.now(), &random)
        if driver != nil, try store.unsentCount != before { feed(.recorded) }
        return answer
    }

    /// The standing with the relay; nil before a workspace is joined.
    package var syncStatus: SyncStatus? { host?.sync.status }

    /// Whether the device belongs to a workspace.
    package var hasWorkspace: Bool { store.log != nil && store.device != nil }

    /// Writes what the store still holds back and closes it; nothing may be called afterwards.
    ///
    /// - Throws: `ReplicaError.store`; the next opening then checks the database.
    package func close() throws(ReplicaError) {
        do {
            try store.close()
        } catch {
            throw .store(error)
        }
    }

    // MARK: Engines

    /// Builds the engines once a workspace is known.
    func prepareEngines(isLive: Bool) {
        let known = secrets.current
        guard let workspace = known.workspace, let url = known.relayURL, let relay = known.relay,
            let verifier = try? RelayVerifier(signing: relay.key, cosigning: relay.cosignKey),
            hasWorkspace
        else { return }
        let address = RelayAddress(url: url, verifier: verifier, workspace: workspace)
        let sync = SyncEngine(
            store: store, keys: known.keys, address: address, isLive: isLive,
            random: SystemRandomNumberGenerator())
        let admission = AdmissionEngine(
            store: store, keys: known.keys, address: address, isLive: isLive,
            invites: { [secrets] in secrets.current.invites },
            epochKey: { [secrets] in secrets.current.keyByEpoch[$0] })
        host = EngineHost(
            sync: sync, others: [admission] + makeEngines(store, secrets),
            random: SystemRandomNumberGenerator())
    }
}
