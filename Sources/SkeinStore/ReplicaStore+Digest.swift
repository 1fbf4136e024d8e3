import GRDB
import SkeinWire

import struct Foundation.Data

extension ReplicaStore {
    /// Of the preimage, whatever the database is laid out like: replicas of two builds compare.
    private static let digestFormat: UInt64 = 1

    /// SHA-256 over the logged state (rule 18): equal on any two replicas that hold the same log.
    ///
    /// Preimage: canonical CBOR of [format, log state, log-ordered state, cells], the cells sorted
    /// by (entity, field), each with its alive dots and values. Texts enter by their hashes; views
    /// and own unsent edits do not.
    public func digest() throws(StoreError) -> [UInt8] {
        try read { database in
            var hash = SHA256.Stream()
            hash.update(CBOR.unsigned(Self.digestFormat).encoded())
            if let log = self.log { hash.update(log.digestForm.encoded()) }
            try self.addOrdered(to: &hash, database)
            let rows = try Row.fetchCursor(
                database, sql: "SELECT id, logged FROM entity ORDER BY id")
            while let row = try rows.next() {
                let cells = try CellCodec.decode([UInt8](row[1] as Data))
                for (field, values) in cells.sorted(by: { $0.key < $1.key }) {
                    let cell = CBOR.array([
                        .bytes([UInt8](row[0] as Data)), .text(field),
                        .array(values.map(\.digestForm)),
                    ])
                    hash.update(cell.encoded())
                }
            }
            return hash.finalize()
        }
    }

    private func addOrdered(to hash: inout SHA256.Stream, _ database: Database) throws {
        let queries = [
            "SELECT id, logged FROM act WHERE logged IS NOT NULL ORDER BY id",
            "SELECT id, record FROM lease ORDER BY id",
        ]
        for query in queries {
            let rows = try Row.fetchCursor(database, sql: query)
            while let row = try rows.next() {
                let pair = CBOR.array([
                    .bytes([UInt8](row[0] as Data)), .bytes([UInt8](row[1] as Data)),
                ])
                hash.update(pair.encoded())
            }
        }
    }
}

extension AliveValue {
    fileprivate var digestForm: CBOR {
        .array([
            .unsigned(UInt64(dot.device.rawValue)), .unsigned(dot.counter), value.cbor,
        ])
    }
}

extension LogState {
    /// Size, members, and each author's last valid batch by ascending device id.
    fileprivate var digestForm: CBOR {
        let heads = headByAuthor.sorted { $0.key < $1.key }
        return .array([
            .unsigned(size), .bytes(membership.encoded()),
            .array(
                heads.map {
                    .array([
                        .bytes($0.key.bytes), .unsigned($0.value.seq), .bytes($0.value.headerHash),
                    ])
                }),
        ])
    }
}
