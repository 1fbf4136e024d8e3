import SkeinCRDT
import SkeinTransport
import SkeinWire

/// Changes what readers of the log are told.
final class PageLie: RelayMisbehaviour {
    enum Kind: String, CaseIterable {
        /// A bit of an entry is another one.
        case rewrite
        /// Two entries change places.
        case reorder
        /// The note is the newest, but entries are missing.
        case withhold
        /// What was answered once is answered again, whatever is asked.
        case replay
        /// An entry has another time than the one its leaf was made from.
        case wrongStamp = "wrong-stamp"
        /// New entries come with an older note.
        case staleCheckpoint = "stale-checkpoint"
        /// An entry that no member signed, under a note that covers it.
        case selfMade = "self-made"
        /// A root that the entries do not lead to, signed.
        case wrongRoot = "wrong-root"
        /// A note under another key.
        case wrongKey = "wrong-key"
    }

    let kind: Kind
    private unowned let world: World
    private var firstAnswer: [String: HTTPAnswer] = [:]
    private var olderNote: [UInt8]?

    var name: String { kind.rawValue }

    init(_ kind: Kind, world: World) {
        self.kind = kind
        self.world = world
    }

    func receive(
        _ call: HTTPCall, from device: String, at relay: RelayNode,
        reply: @escaping (HTTPAnswer) -> Void
    ) {
        relay.answerOrPark(call) { [self] answer in
            guard call.method == "GET", answer.status == 200,
                let page = try? LogPage.decode(answer.body)
            else {
                reply(answer)
                return
            }
            if kind == .replay {
                let old = firstAnswer[device] ?? answer
                firstAnswer[device] = old
                if old != answer { world.count("lie.\(name)") }
                reply(old)
                return
            }
            guard let changed = change(page, relay), changed != page else {
                reply(answer)
                return
            }
            world.count("lie.\(name)")
            var lie = answer
            lie.body = changed.encoded()
            reply(lie)
        }
    }

    private func change(_ page: LogPage, _ relay: RelayNode) -> LogPage? {
        var items = page.items
        switch kind {
        case .rewrite:
            guard let last = items.popLast(), let other = Self.changed(last) else { return nil }
            return LogPage(note: page.note, items: items + [other])
        case .reorder:
            guard items.count >= 2 else { return nil }
            items.swapAt(items.count - 1, items.count - 2)
            return LogPage(note: page.note, items: items)
        case .withhold:
            return items.isEmpty ? nil : LogPage(note: page.note, items: [])
        case .wrongStamp:
            guard let last = items.popLast() else { return nil }
            let entry = LogEntry(time: last.entry.time + 1, body: last.entry.body)
            return LogPage(
                note: page.note, items: items + [LogPage.Item(entry: entry, records: last.records)])
        case .staleCheckpoint:
            defer { olderNote = olderNote ?? page.note }
            guard let olderNote, !items.isEmpty else { return nil }
            return LogPage(note: olderNote, items: items)
        case .selfMade:
            return selfMade(page, relay)
        case .wrongRoot:
            return resigned(page, relay) {
                Checkpoint(origin: $0.origin, size: $0.size, root: SHA256.hash($0.root))
            }
        case .wrongKey:
            guard let checkpoint = read(page, relay),
                let keys = try? RelayKeys(
                    name: relay.founding.relayKeys.name,
                    signingSeed: [UInt8](repeating: 3, count: 32),
                    cosigningSeed: [UInt8](repeating: 4, count: 32))
            else { return nil }
            return LogPage(note: keys.sign(checkpoint, at: relay.now.wall), items: page.items)
        case .replay: return nil
        }
    }

    /// The entry with one bit turned, where it still can be read.
    private static func changed(_ item: LogPage.Item) -> LogPage.Item? {
        var bytes = item.entry.encoded()
        bytes[bytes.count - 1] ^= 1
        guard let entry = try? LogEntry.decode(bytes) else { return nil }
        return LogPage.Item(entry: entry, records: item.records)
    }

    /// One more entry, of a member that does not exist, and a note over it.
    private func selfMade(_ page: LogPage, _ relay: RelayNode) -> LogPage? {
        guard let checkpoint = read(page, relay), !page.items.isEmpty,
            let device = world.devices.first(where: {
                $0.store?.logSize == checkpoint.size - UInt64(page.items.count)
            }),
            var frontier = device.store?.log?.frontier
        else { return nil }
        let body = LogEntry.Body.member([1, 2, 3], signature: [UInt8](repeating: 9, count: 64))
        let entry = LogEntry(time: page.items.last?.entry.time ?? 0, body: body)
        for item in page.items { frontier.append(item.entry.leafHash) }
        frontier.append(entry.leafHash)
        let next = Checkpoint(
            origin: checkpoint.origin, size: checkpoint.size + 1, root: frontier.root)
        return LogPage(
            note: relay.founding.relayKeys.sign(next, at: relay.now.wall),
            items: page.items + [LogPage.Item(entry: entry, records: [])])
    }

    private func resigned(
        _ page: LogPage, _ relay: RelayNode, _ change: (Checkpoint) -> Checkpoint
    ) -> LogPage? {
        guard let checkpoint = read(page, relay) else { return nil }
        let note = relay.founding.relayKeys.sign(change(checkpoint), at: relay.now.wall)
        return LogPage(note: note, items: page.items)
    }

    private func read(_ page: LogPage, _ relay: RelayNode) -> Checkpoint? {
        let origin = relay.founding.relayIdentity.origin(of: relay.founding.workspace)
        return try? relay.founding.relayKeys.verifier.verify(page.note, origin: origin).checkpoint
    }
}
