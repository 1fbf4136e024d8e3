import SkeinCRDT
import SkeinRelay
import SkeinSync
import SkeinTransport
import SkeinWire

@testable import SkeinRelayServer

/// The network and the relay.
extension Bench {
    /// Nil while there is no answer yet.
    func outcome(of call: BenchCall) -> HTTPOutcome? {
        switch fate(call) {
        case .delayed: return nil
        case .dropped: return Self.lost(mayHaveBeenSent: false)
        case .answered(let answer): return HTTPOutcome.success(answer)
        case .answerLost:
            return relayed(call) == nil ? nil : Self.lost(mayHaveBeenSent: true)
        case .repeated:
            _ = relayed(call)
            return relayed(call).map { HTTPOutcome.success($0) }
        case .delivered: return relayed(call).map { HTTPOutcome.success($0) }
        case .changed(let change):
            return relayed(call).map { HTTPOutcome.success(change($0)) }
        }
    }

    private static func lost(mayHaveBeenSent: Bool) -> HTTPOutcome {
        HTTPOutcome.failure(
            HTTPFailure(
                cause: .connectionLost, mayHaveBeenSent: mayHaveBeenSent, detail: "no answer"))
    }

    /// Nil while the relay holds the answer back, as it does for those who wait for news.
    private func relayed(_ call: BenchCall) -> HTTPAnswer? {
        guard case .success(let route) = parse(call.call) else { return ask(call.call) }
        let response = relay.handle(route.request, now: now)
        if let wait = route.wait, case .page(_, let size) = response, size == wait.size,
            now.monotonic - call.askedAt < wait.span
        {
            return nil
        }
        return response.answer
    }

    /// The relay's answer at once, past the network.
    func ask(_ call: HTTPCall) -> HTTPAnswer {
        switch parse(call) {
        case .success(let route): return relay.handle(route.request, now: now).answer
        case .failure(let failure): return RelayResponse.refused(failure.refusal).answer
        }
    }

    private func parse(_ call: HTTPCall) -> Result<RelayRoute, RelayRoute.Failure> {
        var local = call
        local.url = String(call.url.dropFirst(Self.url.count))
        do throws(RelayRoute.Failure) {
            return .success(try RelayRoute.parse(local, limits: RelayLimits()))
        } catch {
            return .failure(error)
        }
    }

    var calling: RelayCalls { RelayCalls(address: founding.address) }

    /// The owner changes the key, and removes a device if one is named.
    func rotate(without removed: DeviceID?) throws {
        let state = try relayState()
        let rotation = try Rotation(
            from: Founding.epochKey(1), to: Founding.epochKey(2), membership: state.membership,
            without: removed, nonce: [UInt8](repeating: 5, count: 24))
        let founder = founding.devices[0]
        let action = removed.map { MemberAction.remove($0, rotation) } ?? .rotate(rotation)
        let entry = MemberEntry(after: state.membership, author: founder.id, action: action)
        try append(entry.signed(with: founder.signing))
    }

    /// Has the relay take in a member entry.
    @discardableResult
    func append(_ body: LogEntry.Body) throws -> HTTPAnswer {
        guard case .member(let bytes, let signature) = body else { throw BenchError.noMemberEntry }
        let answer = ask(
            calling.append(member: bytes, signature: signature, expectedSize: .max))
        guard answer.status == 200 else { throw BenchError.refused(answer) }
        return answer
    }

    /// How many entries the relay's log has.
    var relaySize: UInt64 { memory.head(of: founding.workspace)?.size ?? 0 }

    /// The bodies of all appends that a device asked for.
    func appends(of place: Int) -> [[UInt8]] {
        sent.filter { $0.device == place && $0.isAppend }.map(\.call.body)
    }
}
