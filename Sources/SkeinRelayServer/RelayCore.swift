package import SkeinCRDT
package import SkeinRelay
import SkeinWire

/// The engine, one request at a time, and those who wait for an append.
package actor RelayCore {
    /// Calls parked at once, over all workspaces; more are answered without waiting.
    static let parkedMax = 8_192

    /// A call put aside. Its stream ends when the log has grown or the relay stops.
    struct Parked: Sendable {
        let id: UInt64
        let grown: AsyncStream<Never>
    }

    enum Outcome: Sendable {
        case response(RelayResponse)
        case parked(Parked)
    }

    private struct Waiter {
        let workspace: WorkspaceID
        let grown: AsyncStream<Never>.Continuation
    }

    private let executor = DispatchExecutor(label: "skein-relay.engine")
    private let engine: RelayEngine
    private var waiterByID: [UInt64: Waiter] = [:]
    private var nextID: UInt64 = 0
    private let faultSink: AsyncStream<RelayStoreError>.Continuation

    /// The failure that makes the relay stop, at most one.
    package nonisolated let faults: AsyncStream<RelayStoreError>

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init(_ engine: sending RelayEngine) {
        self.engine = engine
        (faults, faultSink) = AsyncStream.makeStream()
    }

    package func start(now: Instant) throws -> String? { try engine.start(now: now) }

    package func clockMark(now: Instant) -> ClockMark? { engine.clockMark(now: now) }

    /// - Parameter wait: Parks the call if its answer would hold nothing new.
    func handle(_ request: RelayRequest, wait: RelayRoute.Wait?, now: Instant) -> Outcome {
        let response = engine.handle(request, now: now)
        if let fault = engine.fault {
            faultSink.yield(fault)
            faultSink.finish()
        }
        switch (response, request) {
        case (.appended, .append(let workspace, _)): wake(workspace)
        case (.page(_, let size), _):
            // A caller who knows a longer log than ours must hear so at once.
            if let wait, size == wait.size, waiterByID.count < Self.parkedMax {
                return .parked(park(wait.workspace))
            }
        default: break
        }
        return .response(response)
    }

    func leave(_ parked: Parked) { waiterByID[parked.id] = nil }

    /// How many calls wait for an append.
    package var parkedCount: Int { waiterByID.count }

    private func park(_ workspace: WorkspaceID) -> Parked {
        let (stream, continuation) = AsyncStream<Never>.makeStream()
        nextID += 1
        waiterByID[nextID] = Waiter(workspace: workspace, grown: continuation)
        return Parked(id: nextID, grown: stream)
    }

    private func wake(_ workspace: WorkspaceID) {
        for waiter in waiterByID.values where waiter.workspace == workspace {
            waiter.grown.finish()
        }
    }
}
