import GRDB
import SkeinCRDT
import SkeinStore
import SkeinTransport
import SkeinWire
import Testing

@testable import SkeinSync

@Suite("One flipped bit in an answer of the relay")
struct FlippedBitsTests {
    private struct Count {
        var answers = 0
        var refused = 0
        var withoutEffect = 0
    }

    /// The work is dealt out to as many tests, which run beside each other.
    static let shares = 4

    /// At each answer of a story the engine is given every changed form of it first, over the very
    /// store that then takes the true one.
    @Test(arguments: 0..<FlippedBitsTests.shares)
    func `is refused without a trace, or has no effect`(share: Int) throws {
        let bench = try Bench()
        var count = Count()
        bench.onAnswer = { [unowned bench] call, answer in
            let device = bench.devices[call.device]
            let before = try Self.changes(device.store)
            count.answers += 1
            if call.isAppend {
                Self.flipReceipt(call, answer, device, bench.now, share, &count)
            } else {
                Self.flipPage(answer, device, bench, share, &count)
            }
            #expect(try Self.changes(device.store) == before)
        }
        try ShortStory.tell(bench)
        #expect(try bench.areEqual(0, 1))
        #expect(bench.relaySize == 4)
        #expect(count.answers >= 6)
        #expect(count.refused > 5_000)
        #expect(count.withoutEffect > 0)
        print(
            "flipped bits, share \(share + 1) of \(Self.shares), \(count.answers) answers:",
            "\(count.refused) refused, \(count.withoutEffect) without effect")
    }

    /// How many rows the store's connection has changed since it was opened.
    private static func changes(_ store: ReplicaStore) throws -> Int {
        try store.read { try Int.fetchOne($0, sql: "SELECT total_changes()") ?? -1 }
    }

    private static func bits(of body: [UInt8], _ share: Int) -> StrideTo<Int> {
        stride(from: share, to: body.count * 8, by: shares)
    }

    /// A page is given to a new engine over the device's store, which has asked for the same.
    private static func flipPage(
        _ answer: HTTPAnswer, _ device: BenchDevice, _ bench: Bench, _ share: Int,
        _ count: inout Count
    ) {
        let engine = SyncEngine(
            store: device.store, keys: device.keys, address: bench.founding.address,
            isLive: false, random: SkeinCRDT.SplitMix64(seed: 3))
        let asked = engine.handle(.start, now: bench.now)
        guard case .call(let id, _)? = asked.first else {
            Issue.record("an engine asks for entries when it starts")
            return
        }
        for bit in bits(of: answer.body, share) {
            (engine.pull, engine.contradictions) = (SyncEngine.Pull.asked(id: id), 0)
            let flipped = HTTPOutcome.success(answer.flipping(bit: bit))
            _ = engine.handle(.answered(id: id, flipped), now: bench.now)
            guard case .contradicted = engine.status.contact, engine.contradictions == 1,
                engine.buffer.isEmpty, engine.status.stop == nil
            else {
                Issue.record("bit \(bit) of a page is taken: \(engine.status)")
                return
            }
            count.refused += 1
        }
    }

    /// A receipt is given to the engine that waits for it, which is put back each time.
    private static func flipReceipt(
        _ call: BenchCall, _ answer: HTTPAnswer, _ device: BenchDevice, _ now: Instant,
        _ share: Int, _ count: inout Count
    ) {
        let engine = device.engine
        let (pull, push, backoff) = (engine.pull, engine.push, engine.pushBackoff)
        let (random, lastID) = (engine.random, engine.lastCallID)
        for bit in bits(of: answer.body, share) {
            let flipped = HTTPOutcome.success(answer.flipping(bit: bit))
            _ = engine.handle(.answered(id: call.id, flipped), now: now)
            switch engine.push {
            // It counts when the verified log shows the batch, whatever the receipt says.
            case .landed: count.withoutEffect += 1
            // It is sent again, byte for byte.
            case .pausing: count.refused += 1
            case .idle, .asked: Issue.record("bit \(bit) of a receipt is lost")
            }
            if engine.status.stop != nil { Issue.record("bit \(bit) of a receipt stops all") }
            (engine.pull, engine.push, engine.pushBackoff) = (pull, push, backoff)
            (engine.random, engine.lastCallID) = (random, lastID)
        }
    }

    /// The whole story with one flip in it; what is shown at its end.
    private func tell(
        _ founding: Founding, flipping bit: Int, of number: Int
    ) throws -> [ShownEntity] {
        let bench = try Bench(founding)
        var given = 0
        let change: (HTTPAnswer) -> HTTPAnswer = { answer in
            defer { given += 1 }
            return given == number ? answer.flipping(bit: bit) : answer
        }
        bench.fate = { _ in Fate.changed(change) }
        try ShortStory.tell(bench)
        #expect(bench.relaySize == 4)
        #expect(try bench.areEqual(0, 1), "bit \(bit) of answer \(number)")
        #expect(bench.devices.allSatisfy { $0.engine.status.stop == nil })
        return try bench.devices[0].shown()
    }

    @Test func `leads to the same end, wherever in the story it is`() throws {
        let founding = try Founding()
        let truth = try Bench(founding)
        var lengths: [Int] = []
        truth.onAnswer = { _, answer in lengths.append(answer.body.count * 8) }
        try ShortStory.tell(truth)
        let shown = try truth.devices[0].shown()
        #expect(shown.count == 2)
        for (number, length) in lengths.enumerated() {
            // The first and the last bit, and two between them: note, entries and records.
            for bit in [0, length / 3, length * 2 / 3, length - 1] {
                #expect(try tell(founding, flipping: bit, of: number) == shown)
            }
        }
    }

    @Test func `of a receipt for a member entry gives a receipt or a refusal`() throws {
        let bench = try Bench()
        for body in bench.founding.members {
            let answer = try bench.append(body)
            for bit in 0..<(answer.body.count * 8) {
                let flipped = HTTPOutcome.success(answer.flipping(bit: bit))
                switch RelayAnswers.receipt(flipped) {
                case .done, .malformed: continue
                default: Issue.record("bit \(bit) of a receipt makes it somebody else's")
                }
            }
        }
    }

    @Test func `of the list of requests to join adds no device`() throws {
        let bench = try Bench(roles: [])
        try bench.start()
        let founder = bench.devices[0]
        let invite = Invite(
            workspace: bench.founding.workspace, relayURL: Bench.url,
            relayKey: bench.founding.relay.verifier.signing.encoded(),
            secret: [UInt8](repeating: 1, count: 32), role: .operator,
            expires: bench.now.wall + .seconds(600))
        let request = JoinRequest(
            keys: Founding.device(40), login: "pavel", name: "Pavel", invite: invite)
        _ = bench.ask(bench.calling.postJoin(request.encoded(), invite: invite.id))
        let answer = bench.ask(bench.calling.joins())
        for bit in 0..<(answer.body.count * 8) {
            let engine = AdmissionEngine(
                store: founder.store, keys: founder.keys, address: bench.founding.address,
                isLive: false, invites: { [invite] }, epochKey: { Founding.epochKey($0) })
            guard case .call(let id, _)? = engine.handle(.online(true), now: bench.now).first
            else {
                Issue.record("an owner with an open invite looks")
                return
            }
            let flipped = HTTPOutcome.success(answer.flipping(bit: bit))
            let actions = engine.handle(.answered(id: id, flipped), now: bench.now)
            guard actions.isEmpty else {
                Issue.record("bit \(bit) of a list of requests has an effect")
                return
            }
        }
    }
}
