import SkeinCRDT
import SkeinHTTP
import SkeinTransport
import SkeinWire
import Synchronization

/// A client behind which a relay answers that takes in every entry it is sent, and a source that
/// takes every request that the gate lets pass.
final class FakeRelay: HTTPClient {
    static let url = "http://127.0.0.1:9"
    static let sourceURL = "http://127.0.0.1:8/send"
    private static let time: UInt64 = 1_750_000_000_000
    /// Whoever asks more often goes round in a circle.
    private static let callsMax = 100

    private struct State {
        var entries: [LogEntry] = []
        var calls: [HTTPCall] = []
        var gates: [Bool] = []
        var change: @Sendable (HTTPCall, HTTPOutcome) -> HTTPOutcome = { $1 }
    }

    private let keys: RelayKeys
    private let state = Mutex(State())

    init(seed: UInt8 = 0x51) throws {
        keys = try RelayKeys(
            name: "relay.test", signingSeed: [UInt8](repeating: seed, count: 32),
            cosigningSeed: [UInt8](repeating: 0x52, count: 32))
    }

    var identity: RelayIdentity {
        RelayIdentity(
            name: keys.name, key: keys.verifier.signing.encoded(),
            cosignKey: keys.verifier.cosigning.encoded())
    }

    var calls: [HTTPCall] { state.withLock { $0.calls } }
    /// What the gate said each time that something was to be sent to the source.
    var gates: [Bool] { state.withLock { $0.gates } }
    var size: Int { state.withLock { $0.entries.count } }

    /// What was posted to the log.
    var appends: [[UInt8]] {
        calls.filter { $0.method == "POST" && $0.url.hasSuffix("/entries") }.map(\.body)
    }

    func append(_ body: LogEntry.Body) {
        state.withLock { $0.entries.append(LogEntry(time: Self.time, body: body)) }
    }

    /// Has every outcome changed on its way back.
    func change(_ body: @escaping @Sendable (HTTPCall, HTTPOutcome) -> HTTPOutcome) {
        state.withLock { $0.change = body }
    }

    // MARK: HTTPClient

    func perform(_ call: HTTPCall, gate: (@Sendable () -> Bool)?) async -> HTTPOutcome {
        if call.url == Self.sourceURL { return send(gate) }
        let (outcome, change) = state.withLock {
            (state) -> (HTTPOutcome?, @Sendable (HTTPCall, HTTPOutcome) -> HTTPOutcome) in
            state.calls.append(call)
            guard state.calls.count <= Self.callsMax else {
                return (Self.failure(.refused, "called without end"), state.change)
            }
            return (reply(to: call, &state), state.change)
        }
        guard let outcome else {
            await Self.untilCancelled()
            return Self.failure(.cancelled, "cut off")
        }
        return change(call, outcome)
    }

    private func send(_ gate: (@Sendable () -> Bool)?) -> HTTPOutcome {
        let isOpen = gate?() ?? true
        state.withLock { $0.gates.append(isOpen) }
        return isOpen ? .success(HTTPAnswer(status: 200)) : Self.failure(.gateClosed, "closed")
    }

    static func failure(_ cause: HTTPFailure.Cause, _ detail: String) -> HTTPOutcome {
        .failure(HTTPFailure(cause: cause, mayHaveBeenSent: true, detail: detail))
    }

    static func answer(_ body: [UInt8], status: Int = 200) -> HTTPOutcome {
        .success(
            HTTPAnswer(
                status: status, headers: [HTTPHeader("Skein-Relay", "1")], body: body))
    }

    private static func untilCancelled() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        for await _ in stream {}
        continuation.finish()
    }

    // MARK: Answers

    /// Nil for a request for news: there are none.
    private func reply(to call: HTTPCall, _ state: inout State) -> HTTPOutcome? {
        let path = call.url.dropFirst(Self.url.count)
        if path == "/v1/relay" { return Self.answer(identityBody) }
        if path.hasSuffix("/entries"), call.method == "POST" { return take(call.body, &state) }
        if path.contains("/joins") { return Self.answer(JoinList(items: []).encoded()) }
        let from = number("from", in: path)
        if from >= state.entries.count, number("wait", in: path) > 0 { return nil }
        let items = state.entries.dropFirst(from).map { LogPage.Item(entry: $0, records: []) }
        return Self.answer(LogPage(note: note(state.entries), items: Array(items)).encoded())
    }

    private var identityBody: [UInt8] {
        CBOR.record([
            "service": .text("skein-relay"), "version": .unsigned(1), "name": .text(keys.name),
            "key": .text(identity.key), "cosign": .text(identity.cosignKey),
        ]).encoded()
    }

    private func take(_ body: [UInt8], _ state: inout State) -> HTTPOutcome {
        guard let offer = try? AppendOffer.decode(body) else { return Self.answer([], status: 400) }
        state.entries.append(LogEntry(time: Self.time, body: offer.body))
        let answer = AppendAnswer(
            index: UInt64(state.entries.count - 1), time: Self.time, note: note(state.entries))
        return Self.answer(answer.encoded())
    }

    private func number(_ name: String, in path: Substring) -> Int {
        let query = path.split(separator: "?").last ?? ""
        let value = query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
        return value.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 0
    }

    private func note(_ entries: [LogEntry]) -> [UInt8] {
        guard case .member(let genesis, _)? = entries.first?.body else { return [] }
        let checkpoint = Checkpoint(
            origin: identity.origin(of: .of(genesis: genesis)), size: UInt64(entries.count),
            root: Merkle.root(of: entries.map(\.leafHash)))
        return keys.sign(checkpoint, at: WallTime(milliseconds: Int64(Self.time)))
    }
}
