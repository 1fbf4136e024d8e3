import Foundation
import GRDB
import SkeinStore
import SkeinWire

/// Replies that are not finished, as shown and as the log alone has them.
struct OpenActs {
    /// As shown: the log, and own unsent steps on top.
    let actByID: [EntityID: ActRecord]
    /// By the order of their wishes in the log.
    let inOrder: [ActRecord]
    private let loggedByID: [EntityID: ActRecord]

    init(_ store: ReplicaStore) throws(StoreError) {
        let pairs: [(ActRecord, ActRecord?)] = try store.read { database in
            // Read at every event: compiling it anew costs more than running it.
            let statement = try database.cachedStatement(
                sql: """
                    SELECT shown, logged FROM act
                    WHERE state IN ('held', 'queued', 'claimed', 'inflight', 'unknown')
                    ORDER BY id
                    """)
            return try Row.fetchAll(statement).map { row in
                let (shown, logged): (Data, Data?) = (row[0], row[1])
                let act = try ActRecord.decode([UInt8](shown))
                // Nothing of one's own on top, as most of the time.
                guard logged != shown else { return (act, act) }
                return (act, try logged.map { try ActRecord.decode([UInt8]($0)) })
            }
        }
        actByID = Dictionary(pairs.map { ($0.0.id, $0.0) }) { first, _ in first }
        let logged = pairs.compactMap { $0.1 }
        loggedByID = Dictionary(logged.map { ($0.id, $0) }) { first, _ in first }
        inOrder = pairs.map(\.0).sorted {
            ($0.index, $0.position, $0.id) < ($1.index, $1.position, $1.id)
        }
    }

    /// Whether the log says all that is shown: only then may a next step rest on it.
    func isSettledInLog(_ act: ActRecord) -> Bool { loggedByID[act.id] == act }

    /// Whether an act is the one of its lane whose turn it is: replies of one conversation keep
    /// their order, and one that waits for a person does not hold up the others.
    func isNext(_ act: ActRecord) -> Bool {
        let first = inOrder.first { other in
            guard other.lane == act.lane else { return false }
            return switch other.state {
            case .queued, .claimed, .inflight: true
            case .held, .sent, .rejected, .unknown, .cancelled, .dropped: false
            }
        }
        return first?.id == act.id
    }
}
