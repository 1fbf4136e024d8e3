import SkeinCRDT
import SkeinRelay
import SkeinTesting
import SkeinWire

/// A workspace as its devices see it: they make entries, and follow the log that a relay gives out.
struct TestWorkspace {
    static let epochKey = [UInt8](repeating: 0x77, count: 32)

    let founder: DeviceKeys
    let genesis: LogEntry.Body
    let id: WorkspaceID
    /// What a device that has read the whole log holds.
    private(set) var state: LogState
    private var random: SkeinCRDT.SplitMix64
    private var counter: UInt64 = 0

    init(seed: UInt8 = 1, relay: RelayVerifier) throws {
        founder = Self.device(seed)
        let identity = RelayIdentity(
            name: relay.name, key: relay.signing.encoded(), cosignKey: relay.cosigning.encoded())
        let entry = MemberEntry(
            founding: try Genesis(
                founder: founder, epochKey: Self.epochKey, relay: identity, policy: .standard))
        genesis = entry.signed(with: founder.signing)
        id = WorkspaceID.of(genesis: entry.encoded())
        state = LogState(workspace: id)
        random = SkeinCRDT.SplitMix64(seed: UInt64(seed))
    }

    static func device(_ seed: UInt8) -> DeviceKeys {
        DeviceKeys(rootSeed: [UInt8](repeating: seed, count: DeviceKeys.seedLength))
    }

    var hex: String { Hex.encode(id.bytes) }

    /// Takes in what the relay answered; true if the entry is valid.
    ///
    /// - Parameter root: The log's root at an earlier size that entries cite, `at`.
    mutating func follow(_ item: LogPage.Item, root: [UInt8]? = nil, at size: UInt64 = 0) -> Bool {
        state.apply(item.entry, rootAt: { $0 == size ? root : nil }) == .valid
    }

    /// The founder of seed 1, going on from a log that was read.
    init(continuing page: LogPage, workspace: WorkspaceID) throws {
        founder = Self.device(1)
        id = workspace
        genesis = page.items[0].entry.body
        state = LogState(workspace: workspace)
        random = SkeinCRDT.SplitMix64(seed: 77)
        var roots: [[UInt8]] = []
        for item in page.items {
            _ = state.apply(item.entry, rootAt: { roots[Int($0) - 1] })
            roots.append(state.root)
        }
        counter = 1_000
    }

    func adding(_ device: DeviceKeys, role: Role = .operator) throws -> LogEntry.Body {
        let box = try Epoch.box(
            Self.epochKey, workspace: id, epoch: 1, to: device.box.publicKey)
        let admission = Admission(
            sign: device.signing.publicKey, box: device.box.publicKey, person: 1, role: role,
            keyBox: box)
        return member(.add(admission))
    }

    func member(_ action: MemberAction, by author: DeviceKeys? = nil) -> LogEntry.Body {
        let author = author ?? founder
        return MemberEntry(after: state.membership, author: author.id, action: action)
            .signed(with: author.signing)
    }

    /// A batch of one edit that follows the log so far.
    mutating func batch(
        by author: DeviceKeys? = nil, text: String = "new", contents: [Content] = [],
        change: (inout SealContextFields) -> Void = { _ in }
    ) throws -> SealedBatch {
        let author = author ?? founder
        var fields = SealContextFields(
            SealContext(after: state, keys: author, epochKey: Self.epochKey))
        change(&fields)
        counter += 1
        let number = state.membership.member(author.id)?.number ?? DeviceNumber(0)
        let entity = EntityID([1, 2, 3, UInt8(truncatingIfNeeded: counter)])
        var operations = [
            Operation(
                dot: Dot(device: number, counter: counter),
                stamp: HybridTime(milliseconds: 1_000, counter: 0), seen: 0, startsCommand: true,
                action: .write(entity, field: "chat.status", .text(text)))
        ]
        for content in contents {
            counter += 1
            operations.append(
                Operation(
                    dot: Dot(device: number, counter: counter),
                    stamp: HybridTime(milliseconds: 1_000, counter: 0), seen: 0,
                    startsCommand: false,
                    action: .write(entity, field: "chat.buyer", .content(content.hash))))
        }
        return try Batch.seal(
            operations: operations, contents: contents, known: { _ in nil },
            context: fields.context, random: &random)
    }
}

/// A `SealContext` whose fields a test may bend.
struct SealContextFields {
    var workspace: WorkspaceID
    var keys: DeviceKeys
    var seq: UInt64
    var previous: [UInt8]
    var epoch: UInt32
    var epochKey: [UInt8]
    var seenSize: UInt64
    var seenRoot: [UInt8]

    init(_ context: SealContext) {
        workspace = context.workspace
        keys = context.keys
        seq = context.seq
        previous = context.previous
        epoch = context.epoch
        epochKey = context.epochKey
        seenSize = context.seenSize
        seenRoot = context.seenRoot
    }

    var context: SealContext {
        SealContext(
            workspace: workspace, keys: keys, seq: seq, previous: previous, epoch: epoch,
            epochKey: epochKey, seenSize: seenSize, seenRoot: seenRoot)
    }
}

extension LogEntry.Body {
    /// The body of an append with this member entry.
    func append(expecting size: UInt64? = nil) -> [UInt8] {
        guard case .member(let body, let signature) = self else { return [] }
        return AppendRequest(
            expectedSize: size, payload: .member(body, signature: signature)
        ).encoded()
    }
}

extension SealedBatch {
    func append(expecting size: UInt64? = nil) -> [UInt8] {
        AppendRequest(expectedSize: size, payload: .batch(self)).encoded()
    }
}
