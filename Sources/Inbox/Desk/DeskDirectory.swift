import Foundation
import GRDB
import SkeinCRDT
import SkeinStore
import SkeinWire

/// The people and sources of the workspace, read once for a command.
struct DeskDirectory {
    let persons: [PersonRow]
    let sources: [SourceRow]
    private let referenceByNumber: [UInt32: PersonReference]
    private let sourceByEntity: [EntityID: SourceRow]

    init(_ store: ReplicaStore) throws {
        persons = try Self.readPersons(store)
        sources = try store.read(Self.readSources)
        referenceByNumber = Dictionary(
            uniqueKeysWithValues: persons.map { ($0.number, $0.reference) })
        sourceByEntity = Dictionary(uniqueKeysWithValues: sources.map { ($0.entity, $0) })
    }

    func person(_ number: UInt32) -> PersonReference {
        referenceByNumber[number] ?? PersonReference(number: number, login: "p\(number)")
    }

    /// The reference of a source; one that nobody has described is named by its id.
    func source(_ entity: EntityID) -> SourceReference {
        let id = ShortID.text(of: entity)
        let name = sourceByEntity[entity]?.name ?? String(id.prefix(ShortID.shownMin))
        return SourceReference(entity: entity, id: id, name: name)
    }

    /// Everybody whom the log names, with what has been said of them; equal logins are told apart
    /// by their number.
    private static func readPersons(_ store: ReplicaStore) throws -> [PersonRow] {
        let rows = try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT number, login, name FROM person ORDER BY number")
        }
        let rowByNumber = Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int64, $0) })
        let members = store.log?.membership.members ?? []
        var taken: Set<String> = []
        return Set(members.map(\.person)).sorted().map { number in
            let row = rowByNumber[Int64(number)]
            let wanted = row?[1] as String? ?? "p\(number)"
            let isFree = taken.insert(SearchText.normalise(wanted)).inserted
            return PersonRow(
                number: number, login: isFree ? wanted : "\(wanted)-\(number)",
                name: row?[2], isMe: number == store.member?.person)
        }
    }

    private static func readSources(_ database: Database) throws -> [SourceRow] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT id, short, market, account, name, url,
                    (SELECT count(*) FROM chat WHERE chat.source = source.id)
                FROM source ORDER BY market, name, id
                """)
        return rows.compactMap { row in
            guard let entity = EntityID(validating: [UInt8](row[0] as Data)),
                let market = Market(rawValue: row[2])
            else { return nil }
            let account: String = row[3]
            return SourceRow(
                entity: entity, id: row[1], market: market, account: account,
                name: row[4] ?? "\(market.rawValue)-\(account)", url: row[5], chatCount: row[6])
        }
    }
}
