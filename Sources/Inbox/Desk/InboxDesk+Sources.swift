import SkeinStore
package import SkeinWire

extension InboxDesk {
    package func sources() throws -> [SourceRow] { try DeskDirectory(store).sources }

    /// The source of that name or id prefix.
    package func source(_ word: String) throws -> SourceRow {
        let sources = try sources()
        let wanted = SearchText.normalise(word)
        if let named = sources.first(where: { SearchText.normalise($0.name) == wanted }) {
            return named
        }
        let byID = sources.filter { $0.id.hasPrefix(wanted) }
        guard wanted.count >= ShortID.shownMin, byID.count == 1 else {
            throw InboxError.noSuchSource(
                word, suggestion: Nearest.suggestion(for: word, among: sources.map(\.name)))
        }
        return byID[0]
    }

    /// - Parameter account: the account's id as the platform itself gives it.
    /// - Throws: `InboxError.sourceExists` where the account is known or the name is taken.
    package func addSource(_ market: Market, account: String, name: String, url: String? = nil)
        throws -> SourceRow
    {
        let fact = SourceFact(market: market, account: account)
        let name = try freeName(name, for: fact.source)
        if let known = try sources().first(where: { $0.entity == fact.source }) {
            throw InboxError.sourceExists(known)
        }
        var edits = [fact.edit, .writeText(fact.source, field: Field.sourceName, name)]
        if let url { edits.append(.writeText(fact.source, field: Field.sourceURL, url)) }
        _ = try record(edits, undo: nil, about: nil)
        return try sourceRow(fact.source)
    }

    package func renameSource(_ source: EntityID, to name: String) throws -> SourceRow {
        let name = try freeName(name, for: source)
        let known = try sourceRow(source)
        guard known.name != name else { return known }
        _ = try record(
            [.writeText(source, field: Field.sourceName, name)], undo: .rename, about: nil)
        return try sourceRow(source)
    }

    /// Names the source's address to the colleagues, each of whom has to agree to it.
    ///
    /// - Parameter url: nil for the platform's own hosts.
    package func moveSource(_ source: EntityID, to url: String?) throws {
        guard try sourceRow(source).url != url else { return }
        _ = try record(
            [.writeText(source, field: Field.sourceURL, url ?? "")], undo: nil, about: nil)
    }

    private func sourceRow(_ source: EntityID) throws -> SourceRow {
        guard let row = try sources().first(where: { $0.entity == source }) else {
            throw InboxError.noSuchSource(ShortID.text(of: source), suggestion: nil)
        }
        return row
    }

    private static let nameLengthMax = 40

    /// Names stand in queries without quotes, so they have no blanks or marks of the language.
    private func freeName(_ typed: String, for source: EntityID) throws -> String {
        let name = typed.precomposedStringWithCanonicalMapping.outerTrimmed
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        guard (1...Self.nameLengthMax).contains(name.count), isPlain, !name.hasPrefix("-"),
            Wording.market(name) == nil
        else { throw InboxError.invalidName(typed) }
        let folded = SearchText.normalise(name)
        let other = try sources().first {
            $0.entity != source && SearchText.normalise($0.name) == folded
        }
        if let other { throw InboxError.sourceExists(other) }
        return name
    }
}
