import GRDB
import SkeinCRDT
import SkeinStore
import SkeinWire

import struct Foundation.Data

extension ReplicaStore {
    /// What a chat's buyer wrote last; nil where nothing is known.
    func newestBuyerMessage(in chat: EntityID) throws(StoreError) -> EntityID? {
        try read { database in
            try Data.fetchOne(
                database,
                sql: """
                    SELECT id FROM message WHERE chat = ? AND author = 'buyer'
                    ORDER BY sent DESC, place DESC, id DESC LIMIT 1
                    """,
                arguments: [Data(chat.bytes)])
        }.flatMap { EntityID(validating: [UInt8]($0)) }
    }
}
