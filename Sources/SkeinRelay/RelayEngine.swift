package import SkeinCRDT
package import SkeinWire

/// The decisions of a relay: admit, verify, order, sign, serve. Synchronous; each request is one
/// call, and what it changed is durable in the store when it returns.
///
/// It cannot read what it orders: records stay sealed, and whether an operation inside one counts
/// is judged by replicas alone. Every rule that makes an *entry* valid is `LogState`'s, the same
/// code that replicas run.
package final class RelayEngine {
    let store: any RelayStore
    let keys: RelayKeys
    let limits: RelayLimits
    var clock: ClockRule
    /// Only what the store holds, kept so that it need not be replayed for every append.
    var stateByWorkspace: [WorkspaceID: LogState] = [:]
    /// The failure after which nothing in memory or on disk is believed until a restart.
    package private(set) var fault: RelayStoreError?

    package init(
        store: any RelayStore, keys: RelayKeys, limits: RelayLimits = RelayLimits(),
        clock: ClockRule
    ) {
        self.store = store
        self.keys = keys
        self.limits = limits
        self.clock = clock
    }

    /// Why the relay must not start now, in a sentence, or nil.
    package func start(now: Instant) throws(RelayStoreError) -> String? {
        clock.check(now, lastLogTime: try store.lastTime())
    }

    /// To be called every minute or so; what it returns is to be stored for the next start. Nil
    /// while the clock is not believed.
    package func clockMark(now: Instant) -> ClockMark? {
        clock.check(now, lastLogTime: 0) == nil ? clock.mark : nil
    }

    package func handle(_ request: RelayRequest, now: Instant) -> RelayResponse {
        if let fault { return .refused(RelayRefusal(.storage, fault.sentence)) }
        do throws(RelayStoreError) {
            return try answer(request, now)
        } catch {
            guard error.mayPass else {
                fault = error
                return .refused(RelayRefusal(.storage, error.sentence))
            }
            return .refused(RelayRefusal(.diskFull, error.sentence))
        }
    }

    private func answer(
        _ request: RelayRequest, _ now: Instant
    ) throws(RelayStoreError) -> RelayResponse {
        switch request {
        case .describe:
            return .description(
                RelayDescription(
                    name: keys.name, key: keys.verifier.signing.encoded(),
                    cosign: keys.verifier.cosigning.encoded(), time: now.wall))
        case .append(let workspace, let body):
            return try append(body, to: workspace, now)
        case .entries(let workspace, let from, let entriesMax):
            return try entries(of: workspace, from: from, entriesMax: entriesMax, now)
        case .postJoin(let workspace, let invite, let request):
            return try post(invite: invite, request, to: workspace, now)
        case .joins(let workspace):
            return try joins(of: workspace, now)
        }
    }

    static let unknownWorkspace = RelayResponse.refused(
        RelayRefusal(.unknownWorkspace, "this relay keeps no log for that workspace"))
}
