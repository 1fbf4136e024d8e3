import SkeinStore
import SkeinWire
import TriageWorkload

/// What a replica shows, in the form by which the peers' scripts compare end states.
struct TriageState {
    private var statuses: [(chat: String, status: String)] = []
    private var assignees: [(chat: String, assignee: String)] = []
    private var tags: [(chat: String, tag: String)] = []

    init(_ store: ReplicaStore) throws {
        // Sorted by bytes; ids and values are ASCII, so the texts are sorted too.
        for id in try store.entityIDs() {
            guard let state = try store.entity(id) else { continue }
            let chat = String(decoding: id.bytes, as: UTF8.self)
            if case .text(let status)? = state.shown(TriageSchema.status)?.value {
                statuses.append((chat, status))
            }
            if case .text(let assignee)? = state.shown(TriageSchema.assignee)?.value {
                assignees.append((chat, assignee))
            }
            for case .text(let tag) in state.elements(TriageSchema.tags) {
                tags.append((chat, tag))
            }
        }
    }

    /// How many chats show each status.
    var spread: [String: Int] {
        var spread: [String: Int] = [:]
        for status in TriageOperation.statuses { spread[status] = 0 }
        for (_, status) in statuses { spread[status, default: 0] += 1 }
        return spread
    }

    /// `[digest, statuses, assignees, tags]`.
    var figure: BenchFigure {
        .list([
            .text(digest), .whole(statuses.count), .whole(assignees.count), .whole(tags.count),
        ])
    }

    /// The first 16 hex digits of SHA-256 over one line for each status, assignee and tag.
    private var digest: String {
        var hash = SHA256.Stream()
        func add(_ kind: String, _ chat: String, _ value: String) {
            hash.update(Array("\(kind) \(chat) \(value)\n".utf8))
        }
        for (chat, status) in statuses { add("S", chat, status) }
        for (chat, assignee) in assignees { add("A", chat, assignee) }
        for (chat, tag) in tags.sorted(by: <) { add("T", chat, tag) }
        return String(Hex.encode(hash.finalize()).prefix(16))
    }
}
