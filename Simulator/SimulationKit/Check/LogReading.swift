import SkeinCRDT
import SkeinRelay
import SkeinStore
package import SkeinWire

/// A log read once more from its bytes alone, for the judges: verdicts, roots, members, operations.
/// No replica and no relay is asked what it made of it.
package struct LogReading {
    package let items: [LogPage.Item]
    package let verdicts: [EntryVerdict]
    /// SHA-256(0, entry).
    package let leaves: [[UInt8]]
    /// Of all valid batches with valid content, in the log's order.
    package let operations: [LoggedOperation]
    /// The texts that came with them and fit their hashes.
    package let textByHash: [ContentHash: [UInt8]]
    /// Valid batches whose content is void, by index.
    package let voidContents: [UInt64: String]
    /// After the last entry.
    package let state: LogState

    package var size: Int { items.count }

    /// - Parameter epochKey: nil where the key of an epoch is not known; the run cannot be judged.
    package init(
        workspace: WorkspaceID, _ items: [LogPage.Item], epochKey: (UInt32) -> [UInt8]?
    ) throws {
        var fold = LogFold(workspace)
        for item in items { try fold.take(item, epochKey) }
        self.items = items
        verdicts = fold.verdicts
        leaves = fold.leaves
        operations = fold.operations
        textByHash = fold.textByHash
        voidContents = fold.voidContents
        state = fold.state
    }

    /// The tree's root over the first leaves, by RFC 6962, section 2.1, read literally.
    package static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        guard let first = leaves.first else { return SHA256.hash([]) }
        guard leaves.count > 1 else { return first }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let middle = leaves.startIndex + half
        return SHA256.hash([1] + root(leaves[..<middle]) + root(leaves[middle...]))
    }
}

/// The reading so far.
struct LogFold {
    private(set) var state: LogState
    private(set) var verdicts: [EntryVerdict] = []
    private(set) var leaves: [[UInt8]] = []
    /// By size.
    private(set) var roots: [[UInt8]] = [SHA256.hash([])]
    private(set) var operations: [LoggedOperation] = []
    private(set) var textByHash: [ContentHash: [UInt8]] = [:]
    private(set) var voidContents: [UInt64: String] = [:]
    private(set) var firstDotByEntity: [EntityID: Dot] = [:]
    private(set) var lastCounter: [DeviceNumber: UInt64] = [:]
    private var logTimes: [UInt64] = []
    private var entityByFirstDot: [Dot: EntityID] = [:]

    init(_ workspace: WorkspaceID) { state = LogState(workspace: workspace) }

    mutating func take(_ item: LogPage.Item, _ epochKey: (UInt32) -> [UInt8]?) throws {
        let members = state.membership
        let roots = roots
        let verdict = state.apply(item.entry) { size in
            size < roots.count ? roots[Int(size)] : nil
        }
        verdicts.append(verdict)
        leaves.append(SHA256.hash([0] + item.entry.encoded()))
        self.roots.append(state.root)
        // An entry that is void for its time counts as the moment before it.
        logTimes.append(state.lastTime)
        guard verdict == .valid, let batch = item.batch else { return }
        let header = try BatchHeader.decode(batch.header)
        guard let author = members.member(header.author), let key = epochKey(header.epoch) else {
            throw StepError("entry \(leaves.count - 1) cannot be opened by the judges")
        }
        try open(batch, author, key)
    }

    private mutating func open(_ batch: SealedBatch, _ author: Member, _ key: [UInt8]) throws {
        let index = UInt64(leaves.count - 1)
        let opened: OpenedBatch
        do {
            opened = try Batch.open(
                batch, epochKey: key, device: author.number,
                lastCounter: lastCounter[author.number] ?? 0
            ) { entityByFirstDot[$0] }
        } catch let error as ContentError {
            voidContents[index] = "\(error)"
            return
        }
        for content in opened.contents.values {
            textByHash[ContentHash(SHA256.hash(content.salt + content.text))] = content.text
        }
        for (position, operation) in opened.operations.enumerated() {
            let entity = operation.action.entity
            if firstDotByEntity[entity] == nil {
                firstDotByEntity[entity] = operation.dot
                entityByFirstDot[operation.dot] = entity
            }
            operations.append(
                LoggedOperation(
                    operation, index: index, position: UInt64(position), logTimes: logTimes,
                    counts: author.role >= .operator))
            lastCounter[author.number] = operation.dot.counter
        }
    }
}

extension LogReading {
    /// Up to where the judged replicas are: what came after is on its way to them. Read from the
    /// relay once, at the end of a run.
    static func of(_ world: World) throws -> LogReading {
        let size = world.judged.first.map { Int($0.store.logSize) } ?? Int.max
        if let known = world.relay.reading, known.size == size { return known }
        let founding = world.relay.founding
        let items = Array(try world.relay.servedLog().prefix(size))
        let reading = try LogReading(workspace: founding.workspace, items) {
            $0 == 1 ? founding.epochKey : nil
        }
        world.relay.reading = reading
        return reading
    }
}

extension World {
    /// Honest replicas that are up and go on: those that a lying relay or a copied device made
    /// stop, or keeps from what others read, hold another log.
    var judged: [(name: String, store: ReplicaStore)] {
        devices.compactMap { device in
            guard !device.isHostile, let store = device.store,
                device.isWorking
            else { return nil }
            return (device.name, store)
        }
    }
}

extension RelayNode {
    /// The newest checkpoint, as anybody is served it.
    func servedNote() throws -> [UInt8] {
        let request = RelayRequest.entries(founding.workspace, from: .max, entriesMax: 1)
        guard case .page(let page, _)? = engine?.handle(request, now: now) else {
            throw StepError("the relay does not serve its checkpoint")
        }
        return page.note
    }

    /// The log as anybody is served it.
    func servedLog() throws -> [LogPage.Item] {
        guard let engine else { throw StepError("the relay is down") }
        var items: [LogPage.Item] = []
        while true {
            let request = RelayRequest.entries(
                founding.workspace, from: UInt64(items.count), entriesMax: 512)
            guard case .page(let page, let size) = engine.handle(request, now: now) else {
                throw StepError("the relay does not serve its log from \(items.count) on")
            }
            items += page.items
            if items.count >= size || page.items.isEmpty { return items }
        }
    }
}
