import Foundation
import GRDB
import SkeinStore
import SkeinWire

extension InboxDesk {
    /// My own and everybody's, by name; of equal names my own first.
    package func definitions(_ kind: DefinitionKind) throws -> [DefinitionRow] {
        let me = store.member.map { Int64($0.person) } ?? -1
        let directory = try DeskDirectory(store)
        let rows = try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, name, body, owner FROM definition
                    WHERE kind = ? AND (owner IS NULL OR owner = ?)
                    ORDER BY folded, owner IS NULL, id
                    """,
                arguments: [kind.rawValue, me])
        }
        return try rows.compactMap { row in
            guard let entity = EntityID(validating: [UInt8](row[0] as Data)) else { return nil }
            let owner = (row[3] as Int64?).flatMap { UInt32(exactly: $0) }
            let body: String = row[2]
            return DefinitionRow(
                entity: entity, kind: kind, name: row[1], body: body,
                owner: owner.map(directory.person), isMine: owner != nil,
                others: try bodies(of: entity).filter { $0 != body })
        }
    }

    private func bodies(of entity: EntityID) throws -> [String] {
        let alive = try store.entity(entity)?.alive(Field.definitionBody) ?? []
        return try alive.compactMap { value in
            guard case .content(let hash) = value.value else { return nil }
            return try store.text(of: hash)
        }
    }

    /// The one of that name, my own before everybody's.
    ///
    /// - Throws: `InboxError.noSuchDefinition`.
    package func definition(_ kind: DefinitionKind, _ name: String) throws -> DefinitionRow {
        let all = try definitions(kind)
        let wanted = SearchText.normalise(name)
        guard let found = all.first(where: { SearchText.normalise($0.name) == wanted }) else {
            throw InboxError.noSuchDefinition(
                kind, name, suggestion: Nearest.suggestion(for: name, among: all.map(\.name)))
        }
        return found
    }

    /// Makes one, or gives it another body; nothing is written where it is so already.
    ///
    /// - Parameter shared: everybody's instead of mine alone.
    package func define(
        _ kind: DefinitionKind, _ name: String, _ body: String, shared: Bool
    ) throws -> DefinitionRow {
        let member = try editor()
        let name = try Self.checkedName(name)
        let body = body.outerTrimmed
        guard !body.isEmpty || kind == .view else { throw InboxError.emptyText }
        let wanted = SearchText.normalise(name)
        let known = try definitions(kind).first {
            SearchText.normalise($0.name) == wanted && $0.isMine != shared
        }
        if let known {
            guard known.body != body || !known.others.isEmpty else { return known }
            _ = try record(
                [.writeText(known.entity, field: Field.definitionBody, body)], undo: .define,
                about: nil)
        } else {
            let entity = InboxID.random(using: &random.generator)
            let fact = DefinitionFact(kind: kind, owner: shared ? nil : member.person)
            _ = try record(
                [
                    fact.edit(entity), .writeText(entity, field: Field.definitionName, name),
                    .writeText(entity, field: Field.definitionBody, body),
                ], undo: .define, about: nil)
        }
        return try definition(kind, name)
    }

    package func removeDefinition(_ kind: DefinitionKind, _ name: String) throws -> DefinitionRow {
        let known = try definition(kind, name)
        _ = try record(
            [.write(known.entity, field: Field.definitionRemoved, .bool(true))], undo: .define,
            about: nil)
        return known
    }

    private static let nameLengthMax = 40

    /// Names stand in queries and commands without quotes.
    private static func checkedName(_ typed: String) throws -> String {
        let name = typed.precomposedStringWithCanonicalMapping.outerTrimmed
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        guard (1...nameLengthMax).contains(name.count), isPlain, !name.hasPrefix("-") else {
            throw InboxError.invalidName(typed)
        }
        return name
    }
}
