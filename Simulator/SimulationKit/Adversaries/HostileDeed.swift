import SkeinCRDT
import SkeinStore
import SkeinSync
import SkeinTransport
import SkeinWire

/// One deed of a hostile member, after the log as its relay has it.
struct HostileDeed {
    private let kind: HostileMember
    private let device: DeviceNode
    private let fold: LogFold
    private let author: Member
    private var random: SplitMix64
    private var counter: UInt64

    /// What becomes of a change of its own.
    private var written: HostileEntry.Fate { author.role >= .operator ? .counts : .refused }
    private var world: World { device.world }
    private var relay: RelayNode { device.world.relay }
    private var epochKey: [UInt8] { device.founding.epochKey }

    init(_ kind: HostileMember, _ device: DeviceNode) throws {
        let founding = device.founding
        var fold = LogFold(founding.workspace)
        for item in try device.world.relay.servedLog() {
            try fold.take(item) { $0 == 1 ? founding.epochKey : nil }
        }
        guard let author = fold.state.membership.activeMember(device.keys.id) else {
            throw StepError("it is no member")
        }
        self.kind = kind
        self.device = device
        self.fold = fold
        self.author = author
        random = device.world.generators.generator("hostile.\(kind.rawValue).\(fold.state.size)")
        counter = fold.lastCounter[author.number] ?? 0
    }

    mutating func carryOut() throws {
        world.count("fault.hostileMember")
        world.count("hostile.\(kind.rawValue)")
        switch kind {
        case .badSignature:
            try smuggle(try batch(), .badSignature, turning: 4) { _ in }
        case .voidEpoch:
            let epoch: UInt32 = random.chance(50) ? 0 : 2
            try smuggle(try batch(), .wrongEpoch) { $0.epoch = epoch }
        case .falseSeenRoot:
            let root = bytes(32)
            try smuggle(try batch(), .falseSeenRoot) { $0.seenRoot = root }
        case .equivocation:
            let second = try batch()
            try bring(try batch(), written)
            try smuggle(second, .wrongSequence) { _ in }
        case .wrongRole: try promoteItself()
        case .wrongAct:
            guard author.role != .owner else { return }
            try bring(try batch(acts()), .refused)
        case .clockAhead:
            let stamp = random.chance(50) ? HybridTime.latest : inYears(10)
            try bring(try batch([write(stamp)]), written)
        case .clockBehind:
            let stamp = HybridTime(milliseconds: 0, counter: .max)
            try bring(try batch([write(stamp)]), written)
        case .badColumns: try bring(try nonsense(), .voidContent)
        case .splitKeys: try splitKeys()
        case .otherRecords:
            let good = try batch()
            try offer(
                SealedBatch(
                    header: good.header, signature: good.signature,
                    records: [bytes(good.records[0].count)]))
        }
    }

    // MARK: Ways into the log

    /// Something that the relay has to let in.
    private func bring(_ batch: SealedBatch, _ fate: HostileEntry.Fate) throws {
        guard let answer = append(RelayCalls(address: device.founding.address).append(batch)) else {
            return
        }
        guard answer.status == 200, let receipt = try? AppendAnswer.decode(answer.body) else {
            // A full disk is no reason to accuse the relay.
            world.note(.refused, RelayNode.name, "\(kind.rawValue): \(answer.status)")
            return
        }
        relay.hostileEntries.append(HostileEntry(kind: kind, index: receipt.index, fate: fate))
    }

    /// Something that the relay must not let in, and that no log can hold: replicas would wait for
    /// the right records for ever.
    private func offer(_ batch: SealedBatch) throws {
        let call = RelayCalls(address: device.founding.address).append(batch)
        guard let answer = append(call) else { return }
        if answer.status == 200 {
            world.fail("hostile members", "the relay let in records of no header")
        }
        world.count("hostile.refused")
    }

    /// Something that the relay must not let in, changed and signed by the device that made it.
    ///
    /// - Parameter bits: of the signature, to be turned.
    private func smuggle(
        _ batch: SealedBatch, _ reason: VoidReason, turning bits: UInt8 = 0,
        _ change: (inout BatchHeader) -> Void
    ) throws {
        var header = try BatchHeader.decode(batch.header)
        change(&header)
        let bytes = header.encoded()
        var signature = device.keys.signing.sign(bytes, label: Label.batch)
        signature[10] ^= bits
        let changed = SealedBatch(header: bytes, signature: signature, records: batch.records)
        try smuggle(
            RelayCalls(address: device.founding.address).append(changed), changed.entry(at: 0).body,
            batch.records, reason)
    }

    private func smuggle(
        _ call: HTTPCall, _ body: LogEntry.Body, _ records: [[UInt8]], _ reason: VoidReason
    ) throws {
        guard let answer = append(call) else { return }
        guard answer.status != 200 else {
            world.fail("hostile members", "the relay let in an entry of \(kind.rawValue)")
            return
        }
        world.count("hostile.refused")
        let log = try relay.servedLog()
        guard relay.smuggle(body, records: records, after: log) else { return }
        relay.hostileEntries.append(
            HostileEntry(kind: kind, index: UInt64(log.count), fate: .void(reason)))
    }

    /// What the relay answers at once; nil where its machine dies under it.
    private func append(_ call: HTTPCall) -> HTTPAnswer? {
        var answer: HTTPAnswer?
        relay.answerOrPark(call) { answer = $0 }
        return answer
    }

    // MARK: What it makes

    private mutating func batch(
        _ actions: [(Operation.Action, HybridTime)]? = nil, contents: [Content] = []
    ) throws -> SealedBatch {
        let actions = actions ?? [write(inYears(0))]
        let operations = actions.map { action, stamp in
            counter += 1
            return Operation(
                dot: Dot(device: author.number, counter: counter), stamp: stamp,
                seen: fold.state.size, startsCommand: true, action: action)
        }
        let known = fold.firstDotByEntity
        return try Batch.seal(
            operations: operations, contents: contents, known: { known[$0] },
            context: SealContext(after: fold.state, keys: device.keys, epochKey: epochKey),
            random: &random)
    }

    private func inYears(_ years: UInt64) -> HybridTime {
        HybridTime(milliseconds: fold.state.lastTime + years * 31_536_000_000, counter: 0)
    }

    /// A change that honest people make as well.
    private mutating func write(_ stamp: HybridTime) -> (Operation.Action, HybridTime) {
        let own = EntityID(Array("hostile".utf8))
        let entity = random.pick(fold.firstDotByEntity.keys.sorted() + [own])
        let fields = world.application.schema.fields.filter { $0.kind != .fact }
        guard !fields.isEmpty else { return (.write(own, field: "hostile", .null), stamp) }
        let field = random.pick(fields)
        let word = Value.text("hostile")
        switch field.kind {
        case .register(.ranked(let values)):
            return (.write(entity, field: field.name, random.pick(values + [word])), stamp)
        case .register:
            let value = random.pick([.null, .integer(-1), word])
            return (.write(entity, field: field.name, value), stamp)
        case .set, .fact: return (.add(entity, field: field.name, word), stamp)
        }
    }

    /// Whatever its role does not allow, if it is no owner.
    private mutating func acts() -> [(Operation.Action, HybridTime)] {
        let subject = random.pick(
            fold.firstDotByEntity.keys.sorted() + [EntityID(Array("act".utf8))])
        var actions: [Operation.Action] = [
            .act(verb: "expire", subject: subject, arguments: [.text("claim")]),
            .act(verb: "expire-lease", subject: subject, arguments: []),
        ]
        if author.role < .sender {
            actions.append(.act(verb: "claim", subject: subject, arguments: [.integer(1)]))
        }
        if author.role < .operator {
            actions.append(write(inYears(0)).0)
        }
        return actions.map { ($0, inYears(0)) }
    }

    /// Columns with a byte too many, too few, or none that make sense.
    private mutating func nonsense() throws -> SealedBatch {
        let good = try batch()
        guard var columns = SealedStructure.columns(of: good, key: epochKey) else {
            throw StepError("its own batch does not open")
        }
        switch random.below(3) {
        case 0: columns.append(0)
        case 1: columns.removeLast()
        default: columns = [UInt8](repeating: 0x9F, count: 200)
        }
        var header = try BatchHeader.decode(good.header)
        let record = SealedStructure.seal(
            columns, header: good.header, key: epochKey, nonce: bytes(24))
        return sealed(&header, [record])
    }

    /// A header over these records, signed.
    private func sealed(_ header: inout BatchHeader, _ records: [[UInt8]]) -> SealedBatch {
        header.recordsRoot = LogReading.root(records.map { SHA256.hash([0] + $0) }[...])
        header.recordBytes = UInt32(records.reduce(0) { $0 + $1.count })
        let signed = header.encoded()
        return SealedBatch(
            header: signed, signature: device.keys.signing.sign(signed, label: Label.batch),
            records: records)
    }

    private mutating func splitKeys() throws {
        let text = Content(salt: bytes(Content.saltLength), text: Array("unreadable".utf8))
        let entity = EntityID(Array("hostile".utf8))
        let action = Operation.Action.write(entity, field: "hostile.text", .content(text.hash))
        let isOtherText = random.chance(50)
        let other = isOtherText ? epochKey : bytes(32)
        let inside = isOtherText ? bytes(Content.saltLength + 5) : text.salt + text.text
        let good = try batch([(action, inYears(0))], contents: [text])
        var header = try BatchHeader.decode(good.header)
        let wrong = SealedStructure.record(
            inside, number: 1, header: good.header, key: other, nonce: bytes(24))
        let batch = sealed(&header, [good.records[0], wrong])
        try bring(batch, author.role >= .operator ? .unreadable(text.hash) : .refused)
    }

    private func promoteItself() throws {
        let entry = MemberEntry(
            after: fold.state.membership, author: device.keys.id,
            action: .setRole(device.keys.id, .owner))
        let signed = entry.signed(with: device.keys.signing)
        guard author.role != .owner, case .member(let body, let signature) = signed else { return }
        let call = RelayCalls(address: device.founding.address)
            .append(member: body, signature: signature, expectedSize: nil)
        try smuggle(call, signed, [], .authorNotOwner)
    }

    private mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }
}
